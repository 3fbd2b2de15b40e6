import { capFrom, latencyFrom } from "../../batcher/latency-table";
import type { BatchLimits } from "../../batcher/policy";
import { FEW_CLASSES, MANY_CLASSES, type ScoreLatencies } from "../timing/score-latencies";

export interface ScoreLimits {
  set(model: string, latencies: ScoreLatencies): void;
  delete(model: string): void;
  /** For batches against a vocabulary of this many classes; latency is linear in their number. */
  of(model: string, classes: number): BatchLimits;
  report(model: string): ScoreLatencies & { readonly cap: number };
}

/** The limits of the loaded models; no batch is larger than `maxBatch`. */
export function createScoreLimits(maxBatch: number): ScoreLimits {
  const measured = new Map<string, ScoreLatencies>();
  const latenciesOf = (model: string) => measured.get(model) ?? { few: [], many: [] };
  // With few classes, the fixed cost of a batch shows the most.
  const capOf = ({ few }: ScoreLatencies) => (few.length > 0 ? Math.min(maxBatch, capFrom(few)) : maxBatch);
  return {
    set(model, latencies) {
      measured.set(model, latencies);
    },
    delete(model) {
      measured.delete(model);
    },
    of(model, classes) {
      const latencies = latenciesOf(model);
      const few = latencyFrom(latencies.few);
      const many = latencyFrom(latencies.many);
      const share = Math.max(0, (classes - FEW_CLASSES) / (MANY_CLASSES - FEW_CLASSES));
      return {
        cap: capOf(latencies),
        latencyMs: (size) => few(size) + share * Math.max(0, many(size) - few(size)),
      };
    },
    report: (model) => ({ ...latenciesOf(model), cap: capOf(latenciesOf(model)) }),
  };
}
