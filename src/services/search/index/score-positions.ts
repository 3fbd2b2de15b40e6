import type { VocabularyVectors } from "../../../inference/stages/score-on-lane";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import { addScores } from "../../../storage/search/indexed-scores";
import type { ScoreSet } from "../../../storage/search/indexed-vocabularies";
import type { ServiceContext } from "../../context";
import type { OpenIndex } from "./open-index";
import { type RegionsOptions, regionsFor } from "./regions-for";

/** Images scored together. */
export const SCORED_TOGETHER = 64;

/** What is scored, and by what. */
export interface Scoring {
  readonly index: Pick<OpenIndex, "files">;
  readonly model: ModelVersionRow;
  readonly set: ScoreSet;
  readonly vectors: VocabularyVectors;
}

/**
 * Stores the scores of images at some positions for the labels of a set, and returns how many are still to be had; null if
 * the set was deleted. Those of an image that cannot be encoded any more are NaN.
 */
export async function scorePositions(
  context: Pick<ServiceContext, "db" | "models" | "regions">,
  { index, model, set, vectors }: Scoring,
  positions: readonly number[],
  { encodeAtMost, ...options }: RegionsOptions,
): Promise<number | null> {
  const loaded = await context.models.loaded(model);
  const { labelCount } = set;
  let missed = 0;
  let mayEncode = encodeAtMost;
  for (let from = 0; from < positions.length; from += SCORED_TOGETHER) {
    const some = positions.slice(from, from + SCORED_TOGETHER);
    const found = await regionsFor(context, index, model, some, { ...options, encodeAtMost: mayEncode });
    const { regions, missing, lost } = found;
    mayEncode -= found.encoded;
    const scores = await loaded.scoreTogether(regions, vectors, options);
    found.giveBack();
    const left = new Set(missing.filter((n) => !lost.has(n)));
    const scored = Array.from(some.keys()).filter((n) => !left.has(n));
    const rows = new Float32Array(scored.length * labelCount);
    for (const n of lost) scores.fill(Number.NaN, n * labelCount, (n + 1) * labelCount);
    for (const [row, n] of scored.entries())
      rows.set(scores.subarray(n * labelCount, (n + 1) * labelCount), row * labelCount);
    const places = scored.map((n) => some[n]!);
    missed += left.size;
    if (scored.length > 0 && !(await addScores(context.db, set, places, rows))) return null;
  }
  return missed;
}
