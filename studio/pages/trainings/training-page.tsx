import { Alert, Button, Card, Group, SimpleGrid, Skeleton, Stack, Text } from "@mantine/core";
import { IconCheck, IconTrash } from "@tabler/icons-react";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useMutation, useQuery } from "urql";
import { errorText } from "../../api/error-text";
import { graphql } from "../../api/graphql";
import { problemOf } from "../../api/problem-of";
import { DeleteDialog } from "../../parts/delete-dialog";
import { EmptyState } from "../../parts/empty-state";
import { Moment } from "../../parts/moment";
import { countText, durationText, figurePercent, figureText } from "../../parts/number-text";
import { PageHeader } from "../../parts/page-header";
import { ProblemAlert } from "../../parts/problem-alert";
import { QueryLink } from "../../parts/query-link";
import { WorkInProgress, WorkProgress } from "../../parts/work-progress";
import { t } from "../../text/text";
import { Curves } from "./live/curves";
import { useLossCurve } from "./live/use-loss-curve";
import { TrainingFacts, TrainingFactsCard } from "./training-facts-card";

const Training = graphql(
  `
  query TrainingPage($id: ID!) {
    training(id: $id) {
      id
      name
      state
      createdAt
      sequence
      modelVersion { id name version active }
      progress { validations { epoch f1At5 } }
      report { bestEpoch bestF1At5 validations { epoch f1At5 } }
      ...WorkInProgress
      ...TrainingFacts
    }
  }
`,
  [WorkInProgress, TrainingFacts],
);

const Delete = graphql(`
  mutation DeleteTraining($id: ID!) {
    deleteTraining(input: { id: $id }) {
      __typename
      ... on Error { message }
    }
  }
`);

const route = getRouteApi("/trainings/$id");
const UNDER_WAY = ["QUEUED", "RUNNING"];

/** A training as it goes on, or as it went. */
export function TrainingPage() {
  const { id } = route.useParams();
  const navigate = useNavigate();
  const [{ data, error, fetching }, readAgain] = useQuery({ query: Training, variables: { id } });
  const [deletion, remove] = useMutation(Delete);
  const [isDeleting, setDeleting] = useState(false);
  const training = data?.training;
  const isUnderWay = training ? UNDER_WAY.includes(training.state) : false;
  const { curve, pace } = useLossCurve(id, isUnderWay ? 1 : 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an epoch may bring a validation
  useEffect(() => {
    if (isUnderWay) readAgain({ requestPolicy: "network-only" });
  }, [pace?.epoch, pace?.phase]);
  if (!training) {
    if (fetching) return <Skeleton height={400} radius="md" />;
    if (error) return <ProblemAlert problem={errorText(error)} />;
    return <EmptyState icon={IconTrash} title={t("training.goneTitle")} text={t("training.goneText")} />;
  }
  const { name, state, report, modelVersion } = training;
  const deleteIt = async () => {
    const answer = await remove({ id });
    if (answer.data?.deleteTraining.__typename === "Deleted")
      void navigate({ to: "/models", search: { tab: "trainings" } });
  };
  return (
    <>
      <PageHeader
        title={name}
        subtitle={
          <>
            {t("training.title")} · <Moment at={training.createdAt} />
          </>
        }
        actions={
          <>
            <QueryLink document={Training} variables={{ id }} />
            <Button
              variant="default"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => setDeleting(true)}
            >
              {t("parts.delete")}
            </Button>
          </>
        }
      />
      <Stack gap="md">
        {state === "COMPLETED" && modelVersion ? (
          <Alert
            variant="default"
            icon={<IconCheck color="var(--mantine-color-teal-text)" aria-hidden />}
            title={t("training.completed")}
          >
            <Group justify="space-between" gap="sm">
              <Text size="sm">
                {t("training.made", { name: modelVersion.name, version: modelVersion.version })}
                {report &&
                  ` ${t("training.bestIs", { f1: figurePercent(report.bestF1At5), epoch: report.bestEpoch })}`}
              </Text>
              <Button
                size="compact-sm"
                renderRoot={(button) => (
                  <Link {...button} to="/models/$id" params={{ id: modelVersion.id }} />
                )}
              >
                {t("training.toModel")}
              </Button>
            </Group>
          </Alert>
        ) : (
          <Card withBorder padding="lg">
            <WorkProgress work={training} />
            {isUnderWay && (
              <SimpleGrid cols={{ base: 2, sm: 4 }} mt="md">
                <Pace
                  name={t("training.epoch")}
                  figure={
                    pace && pace.epochs > 0 ? t("parts.done", { done: pace.epoch, total: pace.epochs }) : null
                  }
                />
                <Pace name={t("training.loss")} figure={pace?.loss == null ? null : figureText(pace.loss)} />
                <Pace
                  name={t("training.speed")}
                  figure={pace?.imagesPerSecond == null ? null : countText(pace.imagesPerSecond)}
                />
                <Pace
                  name={t("training.left")}
                  figure={pace?.secondsLeft == null ? null : durationText(pace.secondsLeft)}
                />
              </SimpleGrid>
            )}
          </Card>
        )}
        <Curves
          curve={curve}
          validations={report?.validations ?? training.progress?.validations ?? []}
          bestEpoch={report?.bestEpoch ?? null}
        />
        <TrainingFactsCard training={training} />
      </Stack>
      <DeleteDialog
        isOpen={isDeleting}
        title={t("training.deleteTitle", { name })}
        text={t(isUnderWay ? "training.deleteRunning" : "training.deleteText")}
        uses={[]}
        problem={problemOf(deletion.data?.deleteTraining) ?? deletion.error?.message}
        isDeleting={deletion.fetching}
        onClose={() => setDeleting(false)}
        onDelete={() => void deleteIt()}
      />
    </>
  );
}

function Pace({ name, figure }: { name: string; figure: string | null }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text fz={20} fw={600} style={{ fontVariantNumeric: "tabular-nums" }}>
        {figure ?? "–"}
      </Text>
    </div>
  );
}
