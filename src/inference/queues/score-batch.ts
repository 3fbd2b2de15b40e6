import type { Lane } from "../../threads/lane";
import type { ScoreModel } from "../stages/score-model";
import { type Classifiers, scoreOnLane, type VocabularyVectors } from "../stages/score-on-lane";
import type { ScoreTasks } from "../stages/score-tasks";

/**
 * One image, which shares a batch with others; or images that are scored together, in memory shared by all
 * threads.
 */
export type ScoreItem = {
  readonly model: ScoreModel;
  readonly vocabulary: VocabularyVectors | Classifiers;
} & (
  | { readonly kind: "image"; readonly regions: Uint16Array } // [P, R]
  | { readonly kind: "together"; readonly regions: Uint16Array<SharedArrayBuffer> } // [N, P, R]
);

/** The logits of each item: [C], or [N, C] for an item of images together, which comes alone. */
export async function scoreBatch(
  lane: Lane<ScoreTasks>,
  items: readonly ScoreItem[],
): Promise<Float32Array[]> {
  const [first] = items as [ScoreItem];
  const { model, vocabulary } = first;
  if (first.kind === "together")
    return [await scoreOnLane(lane, model, vocabulary, imagesScored(first), [first.regions])];
  const regions = items.map((item) => item.regions);
  const logits = await scoreOnLane(lane, model, vocabulary, items.length, regions);
  return items.map((_, i) => logits.slice(i * vocabulary.count, (i + 1) * vocabulary.count));
}

/** How many images an item has. */
export function imagesScored({ kind, regions, model }: ScoreItem): number {
  return kind === "image" ? 1 : regions.length / regionsLength(model);
}

function regionsLength({ rows, regionSize }: ScoreModel): number {
  return rows * regionSize;
}
