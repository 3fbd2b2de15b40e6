import { EvaluationAccumulator } from "../../../src/evaluation/scores/accumulator";
import type { EvaluationData } from "../../../src/evaluation/scores/evaluation-data";
import { sparseLabels } from "../../../src/evaluation/scores/labels";
import { planEvaluation } from "../../../src/evaluation/scores/plan";
import { type Protocol, protocols } from "../../../src/evaluation/scores/protocols";

/** What an accumulator makes of scores and labels written as rows; the first `seen` columns are seen. */
export function smallEvaluation(
  scores: readonly (readonly number[])[],
  labels: readonly (readonly number[])[],
  {
    seen = 0,
    ks = [1],
    protocol = protocols.custom,
  }: { readonly seen?: number; readonly ks?: readonly number[]; readonly protocol?: Protocol } = {},
): EvaluationData {
  const classes = scores[0]!.length;
  const sparse = sparseLabels(Int8Array.from(labels.flat()), classes);
  const columns = Array.from({ length: classes }, (_, column) => column < seen);
  const accumulator = new EvaluationAccumulator(planEvaluation(protocol, columns, { ks, labels: [sparse] }));
  accumulator.add(Float32Array.from(scores.flat()), sparse);
  return accumulator.data();
}

/** Numbers from 0 to below 1, always the same ones. */
export function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
