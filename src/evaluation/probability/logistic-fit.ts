import { eachKnown } from "../scores/each-known";
import type { EvaluationData, SectionData } from "../scores/evaluation-data";

/** The known labels of one class by score, in bins of a hundredth of the scores' standard deviation. */
export interface BinnedScores {
  readonly bins: readonly number[]; // of standard scores
  readonly positives: readonly number[];
  readonly negatives: readonly number[];
}

/** The log-odds of a label against the standard score. */
interface Line {
  readonly slope: number;
  readonly offset: number;
}

const BINS_PER_DEVIATION = 100;
/** How far a label's log-odds are expected to be from the common ones before its own examples are counted. */
const OFFSET_DEVIATION = 1;
const MOST_STEPS = 100;
const CONVERGED = 1e-10;

/** Bins the scores of a class, taken as standard scores of this mean and deviation. */
export function binScores(
  data: EvaluationData,
  section: SectionData,
  label: number,
  { mean, deviation }: { readonly mean: number; readonly deviation: number },
): BinnedScores {
  const counts = new Map<number, [negatives: number, positives: number]>();
  eachKnown(data, section, label, (score, isPositive) => {
    const bin = Math.round(((score - mean) / deviation) * BINS_PER_DEVIATION);
    const count = counts.get(bin) ?? [0, 0];
    count[isPositive]++;
    counts.set(bin, count);
  });
  const bins = [...counts.keys()].sort((a, b) => a - b);
  return {
    bins: bins.map((bin) => bin / BINS_PER_DEVIATION),
    negatives: bins.map((bin) => counts.get(bin)![0]),
    positives: bins.map((bin) => counts.get(bin)![1]),
  };
}

/** The line of maximum likelihood for all classes together, by Newton's method with halved steps. */
export function fitLine(
  classes: readonly BinnedScores[],
  { positives, negatives }: { readonly positives: number; readonly negatives: number },
): Line {
  const targets = { positive: (positives + 1) / (positives + 2), negative: 1 / (negatives + 2) };
  const all = pooled(classes);
  let line: Line = { slope: 0, offset: Math.log((positives + 1) / (negatives + 1)) };
  let now = likelihood(all, line, targets);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { slope: s, offset: o, slope2, both, offset2 } = now;
    const determinant = slope2 * offset2 - both * both + Number.EPSILON;
    const change = {
      slope: (s * offset2 - o * both) / determinant,
      offset: (o * slope2 - s * both) / determinant,
    };
    let size = 1;
    let next = now;
    let moved = line;
    do {
      moved = { slope: line.slope + size * change.slope, offset: line.offset + size * change.offset };
      next = likelihood(all, moved, targets);
      size /= 2;
    } while (next.value < now.value && size > 1e-6);
    const gain = next.value - now.value;
    if (gain <= 0) break;
    [line, now] = [moved, next];
    if (gain < CONVERGED * Math.abs(now.value)) break;
  }
  return line;
}

/** The offset of one class on a line's slope: the most probable one, expected to be near the line's own. */
export function fitOffset({ bins, positives, negatives }: BinnedScores, line: Line): number {
  const precision = 1 / OFFSET_DEVIATION ** 2;
  let offset = line.offset;
  for (let step = 0; step < MOST_STEPS; step++) {
    let [gradient, curvature] = [(line.offset - offset) * precision, precision];
    for (let bin = 0; bin < bins.length; bin++) {
      const p = sigmoid(line.slope * bins[bin]! + offset);
      const count = positives[bin]! + negatives[bin]!;
      gradient += positives[bin]! - count * p;
      curvature += count * p * (1 - p);
    }
    // A full step may overshoot where p is near 0 or 1 for all; two units of log-odds at a time do not.
    const change = Math.max(-2, Math.min(2, gradient / curvature));
    offset += change;
    if (Math.abs(change) < CONVERGED) break;
  }
  return offset;
}

function pooled(classes: readonly BinnedScores[]): BinnedScores {
  const counts = new Map<number, [number, number]>();
  for (const { bins, positives, negatives } of classes) {
    for (let bin = 0; bin < bins.length; bin++) {
      const count = counts.get(bins[bin]!) ?? [0, 0];
      count[0] += negatives[bin]!;
      count[1] += positives[bin]!;
      counts.set(bins[bin]!, count);
    }
  }
  const bins = [...counts.keys()].sort((a, b) => a - b);
  return {
    bins,
    negatives: bins.map((bin) => counts.get(bin)![0]),
    positives: bins.map((bin) => counts.get(bin)![1]),
  };
}

/** The log-likelihood of a line, its gradient and (negated) second derivatives. */
function likelihood(
  { bins, positives, negatives }: BinnedScores,
  line: Line,
  targets: { readonly positive: number; readonly negative: number },
) {
  let [value, slope, offset, slope2, both, offset2] = [0, 0, 0, 0, 0, 0];
  for (let bin = 0; bin < bins.length; bin++) {
    const x = bins[bin]!;
    const logOdds = line.slope * x + line.offset;
    const p = sigmoid(logOdds);
    const count = positives[bin]! + negatives[bin]!;
    const target = positives[bin]! * targets.positive + negatives[bin]! * targets.negative;
    // target * log p + (count - target) * log(1 - p), where log p = -softplus(-logOdds)
    value -= target * softplus(-logOdds) + (count - target) * softplus(logOdds);
    const residual = target - count * p;
    const curvature = count * p * (1 - p);
    slope += residual * x;
    offset += residual;
    slope2 += curvature * x * x;
    both += curvature * x;
    offset2 += curvature;
  }
  return { value, slope, offset, slope2, both, offset2 };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
