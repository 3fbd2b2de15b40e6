import { Button, Group, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../../api/graphql";
import { problemOf } from "../../../api/problem-of";
import { bytesText } from "../../../parts/number-text";
import { ProblemAlert } from "../../../parts/problem-alert";
import { TitledCard } from "../../../parts/titled-card";
import { WorkInProgress, WorkProgress } from "../../../parts/work-progress";
import { t } from "../../../text/text";

const Indexed = graphql(`
  query IndexedVocabularies {
    searchIndexes {
      vocabularies {
        images
        sizeBytes
        vocabulary { id }
        modelVersion { id name active }
      }
    }
  }
`);

const IndexVocabulary = graphql(`
  mutation IndexVocabulary($id: ID!) {
    indexVocabulary(input: { vocabularyId: $id }) {
      __typename
      ... on AcceptedImageIndexing { indexing { id } }
      ... on Error { message }
    }
  }
`);

const Indexing = graphql(
  `
  query IndexingOfVocabulary($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on ImageIndexing { state ...WorkInProgress }
    }
  }
`,
  [WorkInProgress],
);

/** Keeps the scores of a vocabulary's labels for every image, so that searches for them answer at once. */
export function IndexCard(props: { id: string; name: string; isPossible: boolean }) {
  const { id, name, isPossible } = props;
  const [indexes] = useQuery({ query: Indexed, requestPolicy: "cache-and-network" });
  const [{ data, error, fetching }, index] = useMutation(IndexVocabulary);
  const answer = data?.indexVocabulary;
  const workId = answer?.__typename === "AcceptedImageIndexing" ? answer.indexing.id : "";
  const [indexing] = useQuery({ query: Indexing, variables: { id: workId }, pause: workId === "" });
  const node = indexing.data?.node;
  const work = node?.__typename === "ImageIndexing" ? node : null;
  const kept = indexes.data?.searchIndexes
    .flatMap(({ vocabularies }) => vocabularies)
    .filter(({ vocabulary }) => vocabulary?.id === id);
  return (
    <TitledCard title={t("vocabulary.index")} text={t("vocabulary.indexWhy", { name })}>
      {kept?.map(({ images, sizeBytes, modelVersion }) => (
        <Group key={modelVersion?.id} gap={8} wrap="nowrap" align="flex-start">
          <IconCheck size={18} color="var(--mantine-color-teal-text)" aria-hidden />
          <Text size="sm">
            {t("vocabulary.indexed", {
              count: images,
              model: modelVersion?.name ?? "",
              size: bytesText(sizeBytes),
            })}
          </Text>
        </Group>
      ))}
      <Button
        variant={kept && kept.length > 0 ? "default" : "filled"}
        onClick={() => void index({ id })}
        loading={fetching}
        disabled={!isPossible}
        style={{ alignSelf: "flex-start" }}
      >
        {t(kept && kept.length > 0 ? "vocabulary.indexAgain" : "vocabulary.startIndex")}
      </Button>
      <ProblemAlert problem={problemOf(answer) ?? error?.message} />
      {work && <WorkProgress work={work} />}
    </TitledCard>
  );
}
