import { Button, Menu, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowsDiff } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../api/graphql";
import { problemOf } from "../../api/problem-of";
import { relativeTime } from "../../parts/moment";
import { t } from "../../text/text";
import type { Evaluation } from "./evaluation-query";

const OtherRuns = graphql(`
  query OtherRuns($benchmarkSetId: ID!) {
    evaluationRuns(first: 20, filter: { benchmarkSetId: $benchmarkSetId, state: [COMPLETED] }) {
      edges { node { id protocol finishedAt modelVersion { id name version } } }
    }
  }
`);

const CompareRuns = graphql(`
  mutation CompareRuns($first: ID!, $second: ID!) {
    compareEvaluationRuns(input: { first: $first, second: $second }) {
      __typename
      ... on AcceptedEvaluationComparison { comparison { id state } }
      ... on Error { message }
    }
  }
`);

/** The other runs over the same set and protocol, of which one can be compared with this one. */
export function CompareWith({ run, benchmarkSetId }: { run: Evaluation; benchmarkSetId: string }) {
  const [{ data }] = useQuery({ query: OtherRuns, variables: { benchmarkSetId } });
  const [{ fetching }, compare] = useMutation(CompareRuns);
  const navigate = useNavigate();
  const others = (data?.evaluationRuns.edges ?? [])
    .map(({ node }) => node)
    .filter(({ id, protocol }) => id !== run.id && protocol === run.protocol);
  const go = async (other: string) => {
    const { data, error } = await compare({ first: other, second: run.id });
    const answer = data?.compareEvaluationRuns;
    if (answer?.__typename === "AcceptedEvaluationComparison")
      return navigate({ to: "/comparisons/$id", params: { id: answer.comparison.id } });
    notifications.show({ color: "red", message: problemOf(answer) ?? error?.message });
  };
  if (others.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" loading={fetching} leftSection={<IconArrowsDiff size={18} aria-hidden />}>
          {t("evaluation.compare")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("evaluation.compareWith")}</Menu.Label>
        {others.map(({ id, finishedAt, modelVersion }) => (
          <Menu.Item key={id} onClick={() => void go(id)}>
            {t("evaluation.modelAt", {
              name: modelVersion?.name ?? "?",
              version: modelVersion?.version ?? 0,
            })}
            {finishedAt && (
              <Text size="xs" c="dimmed" span ml={8}>
                {relativeTime(finishedAt)}
              </Text>
            )}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
