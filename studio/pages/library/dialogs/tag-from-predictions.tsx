import { Slider, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../../api/graphql";
import { problemOf } from "../../../api/problem-of";
import { DialogEnd } from "../../../parts/dialog-end";
import { percentText } from "../../../parts/score";
import { t } from "../../../text/text";
import { chosenImages, type Selection } from "../selection/selection";
import { VocabularyField } from "./vocabulary-field";

const TagFromLabels = graphql(`
  mutation TagFromLabels($input: TagImagesInput!) {
    tagImages(input: $input) {
      __typename
      ... on ChangedImages { imageCount }
      ... on Error { message }
    }
  }
`);

/** Tags the selected images with the labels that were predicted, where these are probable enough. */
export function TagFromPredictions(props: { readonly selection: Selection; readonly onClose: () => void }) {
  const { selection, onClose } = props;
  const [vocabularyId, setVocabulary] = useState<string | null>(null);
  const [least, setLeast] = useState(0.8);
  const [{ data, error, fetching }, tag] = useMutation(TagFromLabels);
  const finish = async () => {
    if (vocabularyId === null) return;
    const fromPredictions = { vocabularyId, atLeastProbability: least };
    const result = (await tag({ input: { ...chosenImages(selection), fromPredictions } })).data?.tagImages;
    if (result?.__typename !== "ChangedImages") return;
    notifications.show({ message: t("library.tagsAdded", { count: result.imageCount }) });
    onClose();
  };
  return (
    <>
      <Text size="sm" c="dimmed">
        {t("library.predictedHint")}
      </Text>
      <VocabularyField value={vocabularyId} onChange={setVocabulary} />
      <Stack gap={4}>
        <Text size="sm" fw={500}>
          {t("library.atLeast", { probability: percentText(least) })}
        </Text>
        <Slider
          min={0.05}
          max={0.99}
          step={0.01}
          label={percentText}
          value={least}
          onChange={setLeast}
          thumbLabel={t("library.probability")}
        />
      </Stack>
      <DialogEnd
        text={t("library.addTags")}
        problem={problemOf(data?.tagImages) ?? error?.message ?? null}
        isBusy={fetching}
        isReady={vocabularyId !== null}
        onCancel={onClose}
        onDo={finish}
      />
    </>
  );
}
