import { Button, Center, Group, Skeleton, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowsDiff, IconChartBar } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { errorText } from "../../../api/error-text";
import { graphql, type VariablesOf } from "../../../api/graphql";
import { problemOf } from "../../../api/problem-of";
import { EmptyState } from "../../../parts/empty-state";
import { ProblemAlert } from "../../../parts/problem-alert";
import { t } from "../../../text/text";
import { type ListedRun, RunList } from "./run-list";
import { RunsTable } from "./runs-table";

const CompareChosen = graphql(`
  mutation CompareChosen($first: ID!, $second: ID!) {
    compareEvaluationRuns(input: { first: $first, second: $second }) {
      __typename
      ... on AcceptedEvaluationComparison { comparison { id state } }
      ... on Error { message }
    }
  }
`);
const [FIRST, MORE, MOST] = [20, 40, 100];

/** The runs that meet a filter, newest first, of which two can be compared. */
export function Runs(props: { filter: VariablesOf<typeof RunList>["filter"]; withoutSet?: boolean }) {
  const { filter, withoutSet } = props;
  const navigate = useNavigate();
  const [first, setFirst] = useState(FIRST);
  const [chosen, setChosen] = useState<readonly ListedRun[]>([]);
  const [{ data, error }] = useQuery({ query: RunList, variables: { filter, first } });
  const [{ fetching }, compare] = useMutation(CompareChosen);
  const runs = data?.evaluationRuns.edges.map(({ node }) => node);
  const mayChoose = (run: ListedRun) => {
    const [other] = chosen;
    if (run.state !== "COMPLETED" || chosen.length === 2) return false;
    return !other || (other.benchmarkSet?.id === run.benchmarkSet?.id && other.protocol === run.protocol);
  };
  const choose = (run: ListedRun) =>
    setChosen((old) =>
      old.some(({ id }) => id === run.id) ? old.filter(({ id }) => id !== run.id) : [...old, run],
    );
  const go = async () => {
    const [older, newer] = [...chosen].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
    const { data, error } = await compare({ first: older!.id, second: newer!.id });
    const answer = data?.compareEvaluationRuns;
    if (answer?.__typename === "AcceptedEvaluationComparison")
      return navigate({ to: "/comparisons/$id", params: { id: answer.comparison.id } });
    notifications.show({ color: "red", message: problemOf(answer) ?? error?.message });
  };
  if (!runs) return error ? <ProblemAlert problem={errorText(error)} /> : <Skeleton height={240} />;
  if (runs.length === 0)
    return (
      <EmptyState
        icon={IconChartBar}
        title={t("benchmarks.noRunsTitle")}
        text={t(withoutSet ? "benchmark.noRuns" : "benchmarks.noRuns")}
      />
    );
  return (
    <Stack gap="xs">
      <Group justify="space-between" mih={36}>
        <Text size="sm" c="dimmed">
          {t("benchmarks.howToCompare")}
        </Text>
        <Button
          size="compact-md"
          disabled={chosen.length !== 2}
          loading={fetching}
          leftSection={<IconArrowsDiff size={16} aria-hidden />}
          onClick={() => void go()}
        >
          {t("benchmarks.compare")}
        </Button>
      </Group>
      <RunsTable
        runs={runs}
        chosen={chosen.map(({ id }) => id)}
        mayChoose={mayChoose}
        onChoose={choose}
        withoutSet={withoutSet}
      />
      {data?.evaluationRuns.pageInfo.hasNextPage && first < MOST && (
        <Center>
          <Button variant="default" onClick={() => setFirst(Math.min(MOST, first + MORE))}>
            {t("benchmarks.more")}
          </Button>
        </Center>
      )}
    </Stack>
  );
}
