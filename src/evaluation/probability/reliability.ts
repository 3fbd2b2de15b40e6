import { eachKnown } from "../scores/each-known";
import type { EvaluationData, SectionData } from "../scores/evaluation-data";
import { type Calibration, probabilityOf } from "./calibration";

/** How far a calibration's probabilities can be relied on, over pairs that it was not fitted on. Plain JSON. */
export interface Reliability {
  readonly bins: readonly ReliabilityBin[];
  /** |predicted - observed| averaged over the bins by their pairs; null without a pair. */
  readonly expectedError: number | null;
  /** Mean of (probability - label of 0 or 1)², over all pairs; null without one. */
  readonly brierScore: number | null;
}

/** The pairs whose probability is from `from` to below `to` (1 included in the last). */
interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly pairs: number;
  /** Their mean probability, and the share of them with the label +1; null without a pair. */
  readonly predicted: number | null;
  readonly observed: number | null;
}

const BINS = 10;

/** Measures a calibration on the known labels of a section. */
export function measureReliability(
  calibration: Calibration,
  data: EvaluationData,
  section: SectionData,
): Reliability {
  const [pairs, predicted, observed] = [0, 1, 2].map(() => new Float64Array(BINS)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let squares = 0;
  for (const label of section.plan.classes) {
    eachKnown(data, section, label, (score, isPositive) => {
      const probability = probabilityOf(calibration, score, label);
      const bin = Math.min(BINS - 1, Math.floor(probability * BINS));
      pairs[bin]!++;
      predicted[bin]! += probability;
      observed[bin]! += isPositive;
      squares += (probability - isPositive) ** 2;
    });
  }
  const total = pairs.reduce((sum, count) => sum + count, 0);
  const apart = pairs.reduce((sum, _, bin) => sum + Math.abs(predicted[bin]! - observed[bin]!), 0);
  return {
    bins: Array.from(pairs, (count, bin) => ({
      from: bin / BINS,
      to: (bin + 1) / BINS,
      pairs: count,
      predicted: count === 0 ? null : predicted[bin]! / count,
      observed: count === 0 ? null : observed[bin]! / count,
    })),
    expectedError: total === 0 ? null : apart / total,
    brierScore: total === 0 ? null : squares / total,
  };
}
