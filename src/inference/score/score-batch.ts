import type { Lane } from "../../threads/lane";
import type { ScoreModel, ScoreTasks } from "../lane-tasks";
import { scoreOnLane, type VocabularyVectors } from "./score-on-lane";

/** One image, which shares a batch with others; or images that are scored together, in memory that all threads see. */
export type ScoreItem = { readonly model: ScoreModel; readonly vocabulary: VocabularyVectors } & (
  | { readonly regions: Uint16Array } // [P, R]
  | { readonly together: Uint16Array<SharedArrayBuffer> } // [N, P, R]
);

/** The logits of each item: [C], or [N, C] of images together, which come alone. */
export async function scoreBatch(lane: Lane<ScoreTasks>, items: ScoreItem[]): Promise<Float32Array[]> {
  const [first] = items as [ScoreItem];
  const { model, vocabulary } = first;
  if ("together" in first) {
    const { together } = first;
    return [await scoreOnLane(lane, model, vocabulary, imagesScored(first), () => together)];
  }
  const logits = await scoreOnLane(lane, model, vocabulary, items.length, () => {
    const size = regionsLength(model);
    const regions = new Uint16Array(items.length * size); // [N, P, R]
    for (const [i, item] of items.entries()) if ("regions" in item) regions.set(item.regions, i * size);
    return regions;
  });
  return items.map((_, i) => logits.slice(i * vocabulary.count, (i + 1) * vocabulary.count));
}

/** How many images an item has. */
export function imagesScored(item: ScoreItem): number {
  return "regions" in item ? 1 : item.together.length / regionsLength(item.model);
}

function regionsLength({ regionShape: [positions, size] }: ScoreModel): number {
  return positions * size;
}
