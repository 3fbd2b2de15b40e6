import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots, IconFileCode, IconFileText, IconTrash } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import { serviceUrl } from "../../api/address";
import { graphql } from "../../api/graphql";
import { problemOf } from "../../api/problem-of";
import { DeleteDialog } from "../../parts/delete-dialog";
import { QueryLink } from "../../parts/query-link";
import { t } from "../../text/text";
import { CompareWith } from "./compare-with";
import { type Evaluation, EvaluationQuery } from "./evaluation-query";

const DeleteRun = graphql(`
  mutation DeleteRun($id: ID!) {
    deleteEvaluation(input: { id: $id }) {
      __typename
      ... on Error { message }
    }
  }
`);

/** What can be done with a run. */
export function EvaluationActions({ run }: { run: Evaluation }) {
  const { id, report, benchmarkSet } = run;
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const [deleted, remove] = useMutation(DeleteRun);
  const problem = problemOf(deleted.data?.deleteEvaluation) ?? deleted.error?.message;
  const onDelete = async () => {
    const { data } = await remove({ id });
    if (data?.deleteEvaluation.__typename === "Deleted")
      void navigate({ to: "/benchmarks", search: { tab: "runs" } });
  };
  return (
    <>
      {report && benchmarkSet && <CompareWith run={run} benchmarkSetId={benchmarkSet.id} />}
      {report && (
        <Button
          component="a"
          href={serviceUrl(run.pageUrl)}
          target="_blank"
          variant="default"
          leftSection={<IconFileText size={18} aria-hidden />}
        >
          {t("evaluation.asPage")}
        </Button>
      )}
      <QueryLink document={EvaluationQuery} variables={{ id }} />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={t("evaluation.moreActions")}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {report && (
            <Menu.Item
              component="a"
              href={serviceUrl(run.reportUrl)}
              leftSection={<IconFileCode size={16} aria-hidden />}
            >
              {t("evaluation.asJson")}
            </Menu.Item>
          )}
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            {t("parts.delete")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <DeleteDialog
        isOpen={isAsking}
        title={t("evaluation.deleteTitle")}
        text={t("evaluation.deleteText")}
        uses={[]}
        problem={problem}
        isDeleting={deleted.fetching}
        onClose={() => setAsking(false)}
        onDelete={() => void onDelete()}
      />
    </>
  );
}
