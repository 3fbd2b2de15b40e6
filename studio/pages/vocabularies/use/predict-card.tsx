import { Anchor, Button, NumberInput, SegmentedControl, Skeleton, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../../api/graphql";
import { problemOf } from "../../../api/problem-of";
import { ProblemAlert } from "../../../parts/problem-alert";
import { TitledCard } from "../../../parts/titled-card";
import { WorkInProgress, WorkProgress } from "../../../parts/work-progress";
import { t } from "../../../text/text";

const Predict = graphql(`
  mutation LabelImages($input: PredictInput!) {
    predict(input: $input) {
      __typename
      ... on AcceptedPredictionBatch { batch { id } }
      ... on Error { message }
    }
  }
`);

const Batch = graphql(
  `
  query BatchOfVocabulary($id: ID!) {
    predictionBatch(id: $id) { id state ...WorkInProgress }
  }
`,
  [WorkInProgress],
);

const MOST_LABELS = 1_000;
const MOST_IMAGES = 10_000;

/** Labels stored images with a vocabulary. */
export function PredictCard(props: {
  id: string;
  modelName: string | null;
  counts: { all: number; unlabeled: number } | null;
}) {
  const { id, modelName, counts } = props;
  const [which, setWhich] = useState<"all" | "unlabeled">("all");
  const [topK, setTopK] = useState(5);
  const [{ data, error, fetching }, predict] = useMutation(Predict);
  const answer = data?.predict;
  const batchId = answer?.__typename === "AcceptedPredictionBatch" ? answer.batch.id : "";
  const [batch] = useQuery({ query: Batch, variables: { id: batchId }, pause: batchId === "" });
  const work = batch.data?.predictionBatch;
  const start = () =>
    void predict({
      input: { vocabularyId: id, topK, filter: which === "all" ? {} : { hasPrediction: false } },
    });
  if (!counts) return <Skeleton height={300} radius="md" />;
  const isBeyond = counts[which] > MOST_IMAGES;
  return (
    <TitledCard
      title={t("vocabulary.predict")}
      text={modelName === null ? t("vocabulary.noModel") : t("vocabulary.predictBy", { model: modelName })}
    >
      <SegmentedControl
        aria-label={t("vocabulary.which")}
        value={which}
        onChange={(value) => setWhich(value as "all" | "unlabeled")}
        data={[
          { value: "all", label: t("vocabulary.allImages", { count: counts.all }) },
          { value: "unlabeled", label: t("vocabulary.unlabeled", { count: counts.unlabeled }) },
        ]}
        fullWidth
      />
      <NumberInput
        label={t("vocabulary.topK")}
        value={topK}
        onChange={(value) => setTopK(Number(value) || 1)}
        min={1}
        max={MOST_LABELS}
        maw={200}
      />
      {isBeyond && (
        <Text size="sm" c="dimmed">
          {t("vocabulary.mostImages", { count: MOST_IMAGES })}
        </Text>
      )}
      <Button
        onClick={start}
        loading={fetching}
        disabled={modelName === null || counts[which] === 0 || isBeyond}
        style={{ alignSelf: "flex-start" }}
      >
        {t("vocabulary.startPredict", { count: counts[which] })}
      </Button>
      <ProblemAlert problem={problemOf(answer) ?? error?.message} />
      {work && <WorkProgress work={work} />}
      {work?.state === "COMPLETED" && (
        <Text size="sm">
          <Anchor renderRoot={(anchor) => <Link {...anchor} to="/library" />}>
            {t("vocabulary.toLibrary")}
          </Anchor>
        </Text>
      )}
    </TitledCard>
  );
}
