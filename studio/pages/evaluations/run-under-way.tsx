import { Card, Stack, Text } from "@mantine/core";
import { useSubscription } from "urql";
import { graphql } from "../../api/graphql";
import { durationText, figureText } from "../../parts/number-text";
import { WorkProgress } from "../../parts/work-progress";
import { t } from "../../text/text";
import type { Evaluation } from "./evaluation-query";

const EvaluationEvents = graphql(`
  subscription EvaluationEvents($runId: ID!, $afterSequence: Int!) {
    evaluationEvents(runId: $runId, afterSequence: $afterSequence) {
      sequence
      imagesPerSecond
      secondsLeft
      run { id state phase done failed total errorMessage sequence finishedAt }
    }
  }
`);

/** A run that is not complete: how far it is, and how long that will take. */
export function RunUnderWay({ run }: { run: Evaluation }) {
  const { id } = run;
  const isUnderWay = run.state === "QUEUED" || run.state === "RUNNING";
  const [{ data }] = useSubscription({
    query: EvaluationEvents,
    variables: { runId: id, afterSequence: 0 },
    pause: !isUnderWay, // the events of a run that is resumed come anew
  });
  const event = data?.evaluationEvents;
  const pace = event ? event.imagesPerSecond : run.imagesPerSecond;
  const left = event ? event.secondsLeft : run.secondsLeft;
  return (
    <Card withBorder padding="lg" maw={720}>
      <Stack gap="sm">
        <WorkProgress work={run} />
        {run.state === "RUNNING" && pace !== null && left !== null && (
          <Text size="sm" c="dimmed">
            {t("evaluation.pace", { pace: figureText(pace), left: durationText(left) })}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {t("evaluation.durable")}
        </Text>
      </Stack>
    </Card>
  );
}
