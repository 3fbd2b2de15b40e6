import type { Lane } from "../../threads/lane";
import type { ScoreModel } from "../stages/score-model";
import {
  type Classifiers,
  type ScoredOnLane,
  scoreOnLane,
  type VocabularyVectors,
} from "../stages/score-on-lane";
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

/**
 * The logits of each item: [C], or [N, C] for an item of images together, which comes alone. `tell` is told how the lane
 * scored them.
 */
export async function scoreBatch(
  lane: Lane<ScoreTasks>,
  items: readonly ScoreItem[],
  tell: (scored: ScoredOnLane) => void,
): Promise<Float32Array[]> {
  const [first] = items as [ScoreItem];
  const { model, vocabulary } = first;
  const regions = items.map((item) => item.regions);
  const count = first.kind === "together" ? imagesScored(first) : items.length;
  const scored = await scoreOnLane(lane, model, vocabulary, count, regions);
  tell(scored);
  const { logits } = scored;
  if (first.kind === "together") return [logits];
  return items.map((_, i) => logits.slice(i * vocabulary.count, (i + 1) * vocabulary.count));
}

/** How many images an item has. */
export function imagesScored({ kind, regions, model }: ScoreItem): number {
  return kind === "image" ? 1 : regions.length / regionsLength(model);
}

function regionsLength({ rows, regionSize }: ScoreModel): number {
  return rows * regionSize;
}
