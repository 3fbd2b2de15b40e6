import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../api/graphql";
import { problemOf } from "../../api/problem-of";
import { DeleteDialog } from "../../parts/delete-dialog";
import { QueryLink } from "../../parts/query-link";
import { t } from "../../text/text";
import { type Benchmark, BenchmarkQuery } from "./benchmark-query";
import { RunDialog } from "./run-dialog";

const route = getRouteApi("/benchmarks/$id");

const DeleteSet = graphql(`
  mutation DeleteSet($id: ID!) {
    deleteBenchmarkSet(input: { id: $id }) {
      __typename
      ... on Error { message }
    }
  }
`);

/** What can be done with a set. */
export function BenchmarkActions({ set }: { set: Benchmark }) {
  const { id, complete } = set;
  const { run } = route.useSearch();
  const stay = route.useNavigate();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const [deleted, remove] = useMutation(DeleteSet);
  const onDelete = async () => {
    const { data } = await remove({ id });
    if (data?.deleteBenchmarkSet.__typename === "Deleted") void navigate({ to: "/benchmarks" });
  };
  const setRun = (isOpen: boolean) =>
    void stay({ search: (old) => ({ ...old, run: isOpen || undefined }), replace: true });
  return (
    <>
      <Button
        leftSection={<IconPlayerPlay size={18} aria-hidden />}
        disabled={!complete}
        onClick={() => setRun(true)}
      >
        {t("benchmark.evaluate")}
      </Button>
      <QueryLink document={BenchmarkQuery} variables={{ id }} />
      <Tooltip label={t("parts.delete")}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t("parts.delete")}
          onClick={() => setAsking(true)}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {complete && <RunDialog set={set} isOpen={run === true} onClose={() => setRun(false)} />}
      <DeleteDialog
        isOpen={isAsking}
        title={t("benchmark.deleteTitle", { name: set.name })}
        text={t("benchmark.deleteText")}
        uses={[]}
        problem={problemOf(deleted.data?.deleteBenchmarkSet) ?? deleted.error?.message}
        isDeleting={deleted.fetching}
        onClose={() => setAsking(false)}
        onDelete={() => void onDelete()}
      />
    </>
  );
}
