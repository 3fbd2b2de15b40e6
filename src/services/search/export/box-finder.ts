import { isRegionaryError } from "../../../errors";
import type { VocabularyVectors } from "../../../inference/stages/score-on-lane";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import type { ServiceContext } from "../../context";
import { labelPositions, regionsOfVectors } from "../../regions/label-regions";
import { freeLabels } from "../../vocabularies/free-labels";
import { patiently } from "../../work/patiently";
import type { LabelSearch } from "../search-request";
import type { FoundBox } from "./found-image";

/** The boxes of each label in an image; null where its regions cannot be had: one damaged picture must not end an export. */
export type BoxesOf = (imageId: string) => Promise<FoundBox[][] | null>;

/** Finds the boxes of labels that go together, by a model. */
export async function boxFinder(
  context: ServiceContext,
  model: ModelVersionRow,
  labels: readonly LabelSearch[],
  signal: AbortSignal,
): Promise<BoxesOf> {
  const { vectors, positions } = await vectorsOf(context, model, labels, signal);
  return async (imageId) => {
    try {
      const find = () => regionsOfVectors(context, { model, imageId }, vectors, positions);
      const found = await patiently(find, signal);
      return found.map(({ boxes }) =>
        boxes.map(({ left, top, right, bottom }) => [left, top, right, bottom] as const),
      );
    } catch (error) {
      if (signal.aborted || !isRegionaryError(error)) throw error;
      return null;
    }
  };
}

async function vectorsOf(
  context: ServiceContext,
  model: ModelVersionRow,
  labels: readonly LabelSearch[],
  signal: AbortSignal,
): Promise<{ vectors: VocabularyVectors; positions: readonly number[] }> {
  const names = labels.map(({ label }) => label);
  const { prompt = null, vocabularyId = null } = labels[0] ?? {};
  if (vocabularyId !== null) {
    const vocabulary = await context.vocabularies.byId(vocabularyId);
    const positions = await labelPositions(context, vocabularyId, names);
    return { vectors: await context.vectorsFor(vocabulary, model, signal), positions };
  }
  const { vectors } = await freeLabels(
    context,
    model,
    { labels: names, prompt },
    { priority: "bulk", signal },
  );
  return { vectors, positions: [...names.keys()] };
}
