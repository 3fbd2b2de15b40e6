import { isRegionaryError } from "../../../errors";
import type { VocabularyVectors } from "../../../inference/stages/score-on-lane";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import type { ServiceContext } from "../../context";
import { regionsOfVectors } from "../../regions/label-regions";
import { patiently } from "../../work/patiently";
import type { FoundBox } from "./found-image";

/**
 * The boxes of labels in an image, by the vectors at their positions; null where its regions cannot be had: one damaged
 * picture must not end an export.
 */
export async function findBoxes(
  context: Pick<ServiceContext, "db" | "regions" | "models">,
  { model, imageId }: { readonly model: ModelVersionRow; readonly imageId: string },
  vectors: VocabularyVectors,
  positions: readonly number[],
): Promise<FoundBox[][] | null> {
  try {
    const found = await patiently(() => regionsOfVectors(context, { model, imageId }, vectors, positions));
    return found.map(({ boxes }) => boxes.map(({ left, top, right, bottom }) => [left, top, right, bottom]));
  } catch (error) {
    if (isRegionaryError(error)) return null;
    throw error;
  }
}
