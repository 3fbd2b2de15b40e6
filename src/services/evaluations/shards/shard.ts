import type { EvaluationAccumulator } from "../../../evaluation/scores/accumulator";
import { type AnnotatedChunk, annotatedChunk } from "../../../evaluation/scores/annotated-chunk";
import { checkScores } from "../../../evaluation/scores/check-scores";
import type { SparseLabels } from "../../../evaluation/scores/labels";
import type { EvaluationPlan } from "../../../evaluation/scores/plan";

/** What a run keeps of some images in a row: all scores, or those of known labels and the best. */
export type Shard = { readonly labels: SparseLabels; readonly scores: Float32Array } | AnnotatedChunk;

/** Reduces scores [N, C] to what the plan's metrics need. Throws INVALID_INPUT for NaN. */
export function makeShard(plan: EvaluationPlan, scores: Float32Array, labels: SparseLabels): Shard {
  if (plan.protocol.kept === "annotated-scores") return annotatedChunk(plan, scores, labels);
  checkScores(scores, labels, plan.seen.length);
  return { labels, scores };
}

export function addShard(accumulator: EvaluationAccumulator, shard: Shard): void {
  if ("top" in shard) accumulator.addAnnotated(shard);
  else accumulator.add(shard.scores, shard.labels);
}
