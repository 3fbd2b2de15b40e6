import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useMutation } from "urql";
import { type FragmentOf, graphql, readFragment } from "../api/graphql";
import { problemOf } from "../api/problem-of";
import { t } from "../text/text";
import { bytesText, durationText } from "./number-text";
import { ProblemAlert } from "./problem-alert";
import { useTimeLeft } from "./use-time-left";

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
    insteadOfResuming
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

const ENDED_EARLY = ["FAILED", "CANCELLED"];

const KB = 1000;

/** How much is done, of how much. A download is counted in kB. */
function amount({ phase, done, total }: { phase: string | null; done: number; total: number }): string {
  if (phase !== "DOWNLOADING") return t("parts.done", { done, total });
  return t("parts.doneOf", { done: bytesText(done * KB), total: bytesText(total * KB) });
}

/** How far some work is, with what can be done about it. */
export function WorkProgress(props: { work: FragmentOf<typeof WorkInProgress> }) {
  const work = readFragment(WorkInProgress, props.work);
  const { id, state, phase, done, total, failed, errorMessage, insteadOfResuming } = work;
  const left = useTimeLeft(id, work);
  const [cancelled, cancel] = useMutation(CancelWork);
  const [resumed, resume] = useMutation(ResumeWork);
  const isUncounted = state === "RUNNING" && total === 0;
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
        <Text size="sm">
          <span aria-live="polite">{what}</span>
          {total > 0 && ` · ${amount(work)}`}
          {failed > 0 && ` · ${t("parts.failed", { count: failed })}`}
          {state === "RUNNING" && left !== null && ` · ${t("parts.left", { time: durationText(left) })}`}
        </Text>
        {isUnderWay && (
          <Button size="compact-sm" variant="default" flex="none" onClick={() => cancel({ id })}>
            {t("parts.cancel")}
          </Button>
        )}
        {ENDED_EARLY.includes(state) && insteadOfResuming === null && (
          <Button size="compact-sm" variant="default" flex="none" onClick={() => resume({ id })}>
            {t("parts.resume")}
          </Button>
        )}
      </Group>
      {isUnderWay && (
        <Progress
          value={isUncounted ? 100 : (100 * done) / Math.max(1, total)}
          animated={isUncounted}
          striped={isUncounted}
          aria-label={what}
        />
      )}
      {state === "CANCELLED" && insteadOfResuming && (
        <Text size="sm" c="dimmed">
          {insteadOfResuming}
        </Text>
      )}
      <ProblemAlert problem={problem}>
        {state === "FAILED" && insteadOfResuming && <Text size="sm">{insteadOfResuming}</Text>}
      </ProblemAlert>
    </Stack>
  );
}
