import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useMutation } from "urql";
import { type FragmentOf, graphql, readFragment } from "../api/graphql";
import { problemOf } from "../api/problem-of";
import { t } from "../text/text";
import { ProblemAlert } from "./problem-alert";

export const WorkInProgress = graphql(`
  fragment WorkInProgress on Work {
    id
    kind
    state
    phase
    done
    failed
    total
    host
    errorMessage
    sequence
  }
`);

const CancelWork = graphql(
  `
  mutation CancelWork($id: ID!) {
    cancelWork(input: { id: $id }) {
      __typename
      ... on CancelledWork { work { ...WorkInProgress } }
      ... on Error { message }
    }
  }
`,
  [WorkInProgress],
);

const ResumeWork = graphql(`
  mutation ResumeWork($id: ID!) {
    resumeWork(input: { id: $id }) {
      __typename
      ... on Error { message }
    }
  }
`);

const RESUMABLE = ["FAILED", "CANCELLED"];

/** How far some work is, with what can be done about it. */
export function WorkProgress(props: { work: FragmentOf<typeof WorkInProgress> }) {
  const { id, state, phase, done, total, failed, errorMessage } = readFragment(WorkInProgress, props.work);
  const [cancelled, cancel] = useMutation(CancelWork);
  const [resumed, resume] = useMutation(ResumeWork);
  const isUnderWay = state === "QUEUED" || state === "RUNNING";
  const problem =
    errorMessage ??
    problemOf(cancelled.data?.cancelWork) ??
    problemOf(resumed.data?.resumeWork) ??
    cancelled.error?.message ??
    resumed.error?.message;
  const what = phase && state === "RUNNING" ? t(`parts.phase.${phase}`) : t(`parts.state.${state}`);
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" aria-live="polite">
          {what}
          {total > 0 && ` · ${t("parts.done", { done, total })}`}
          {failed > 0 && ` · ${t("parts.failed", { count: failed })}`}
        </Text>
        {isUnderWay && (
          <Button size="compact-sm" variant="default" onClick={() => cancel({ id })}>
            {t("parts.cancel")}
          </Button>
        )}
        {RESUMABLE.includes(state) && (
          <Button size="compact-sm" variant="default" onClick={() => resume({ id })}>
            {t("parts.resume")}
          </Button>
        )}
      </Group>
      {isUnderWay && (
        <Progress
          value={total > 0 ? (100 * done) / total : 100}
          animated={total === 0}
          striped={total === 0}
          aria-label={what}
        />
      )}
      <ProblemAlert problem={problem} />
    </Stack>
  );
}
