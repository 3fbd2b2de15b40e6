import { evaluate } from "../../../evaluation/report/evaluate";
import { compareRuns, type SectionComparison } from "../../../evaluation/resampling/compare-runs";
import { resample } from "../../../evaluation/resampling/resample";
import { EvaluationAccumulator } from "../../../evaluation/scores/accumulator";
import type { EvaluationPlan } from "../../../evaluation/scores/plan";
import { readShards } from "../reports/read-run-data";
import { addShard, type Shard } from "../shards/shard";
import { bestShare, type MeasuredShare } from "./best-share";

/** The same images scored by the whole picture alone, and by their best regions alone. */
export interface SharesToCompare {
  readonly url: string;
  readonly whole: readonly string[];
  readonly regions: readonly string[];
  /** Of a single section, whose mean AP is compared. */
  readonly plan: EvaluationPlan;
  readonly shares: readonly number[];
  /** The share with which the best is compared on resamples. */
  readonly present: number;
  readonly resamples: number;
}

export interface ComparedShares {
  readonly measured: readonly MeasuredShare[];
  /** Null where no class has an AP. */
  readonly best: number | null;
  /** What the best share changes; null where it is the present one, or resamples have no value. */
  readonly gain: SectionComparison["macro"];
}

const SEED = 1;

/**
 * The mean AP for each share of the whole picture. A score is linear in the share, so that two sets of scores give all.
 * Null where scores are missing or damaged.
 */
export async function compareShares(asked: SharesToCompare): Promise<ComparedShares | null> {
  const { url, plan, shares, present, resamples } = asked;
  const [whole, regions]: [Shard[], Shard[]] = [[], []];
  const lost = await readShards(url, asked.whole, (shard) => whole.push(shard));
  lost.push(...(await readShards(url, asked.regions, (shard) => regions.push(shard))));
  if (lost.length > 0) return null;
  const dataWith = (share: number) => {
    const accumulator = new EvaluationAccumulator(plan);
    for (const [i, shard] of whole.entries()) addShard(accumulator, mixed(shard, regions[i]!, share));
    return accumulator.data();
  };
  const measured = shares.map((share) => {
    const [section] = evaluate(dataWith(share)).sections;
    return { share, macro: section?.meanAveragePrecision.macro ?? null };
  });
  const best = bestShare(measured);
  if (best === null || best === present) return { measured, best, gain: null };
  const [before, after] = [present, best].map((share) => resample(dataWith(share), resamples, SEED));
  return { measured, best, gain: compareRuns(before!, after!)[0]?.macro ?? null };
}

/** The best labels of each image, where a shard has them, stay those of the whole: the mean AP does not need them. */
function mixed(whole: Shard, regions: Shard, share: number): Shard {
  const scores = whole.scores.map((score, i) => share * score + (1 - share) * regions.scores[i]!);
  return { ...whole, scores };
}
