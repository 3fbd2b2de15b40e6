/**
 * The scores at which the precision of a ranking is read: those that positives have. How many of them a score
 * reaches is found without sorting the scores: the range from the lowest threshold to the highest is a grid of
 * 2^30 steps, cut into buckets of which few hold more than one threshold, and a score whose step differs from
 * its bucket's threshold is decided by that difference alone, without a branch.
 */
export interface Thresholds {
  /** Ascending, each once. */
  readonly values: Float32Array; // [T]
  /** How many positives have that score. */
  readonly positives: Uint32Array; // [T]
  /** Steps of the grid for each unit of score; 0 where the range has no grid (infinite, or a point). */
  readonly scale: number;
  /** A step, shifted right by this, is its bucket. */
  readonly shift: number;
  /** The thresholds in the buckets before, doubled; and 1 where the bucket has more than one of its own. */
  readonly before: Int32Array; // [buckets + 1]
  /** The step of the bucket's first threshold; beyond the grid where it has none. */
  readonly steps: Int32Array; // [buckets]
}

const STEPS = 2 ** 30;
const MOST_BUCKETS_LOG2 = 22;
/** Many buckets cost little while the tables fit in the cache of a core. */
const FEW_THRESHOLDS = 4096;

/** The thresholds of positives with these scores, which are sorted in place. No score is NaN. */
export function thresholdsOf(positiveScores: Float32Array): Thresholds {
  positiveScores.sort();
  const values = positiveScores.filter((score, place) => score !== positiveScores[place - 1]);
  const positives = new Uint32Array(values.length);
  let at = -1;
  for (let place = 0; place < positiveScores.length; place++) {
    if (at < 0 || positiveScores[place] !== values[at]) at++;
    positives[at]!++;
  }
  return { values, positives, ...gridOf(values) };
}

function gridOf(values: Float32Array) {
  const lowest = values[0] ?? 0;
  const ratio = (STEPS - 1) / ((values.at(-1) ?? 0) - lowest);
  const scale = Number.isFinite(ratio) ? ratio : 0;
  const perThreshold = values.length <= FEW_THRESHOLDS ? 16 : 4;
  const log2 = Math.min(MOST_BUCKETS_LOG2, Math.ceil(Math.log2(perThreshold * values.length + 1)));
  const shift = 30 - log2;
  const before = new Int32Array(2 ** log2 + 1);
  const steps = new Int32Array(2 ** log2).fill(STEPS);
  let bucket = 0;
  for (let at = 0; at < values.length; at++) {
    const step = stepOf(values[at]!, lowest, scale);
    while (bucket < step >>> shift) before[++bucket] = 2 * at;
    if (steps[bucket] === STEPS) steps[bucket] = step;
    else before[bucket]! |= 1;
  }
  before.fill(2 * values.length, bucket + 1);
  return { scale, shift, before, steps };
}

/** The step of the grid that a score from the lowest threshold up to below the highest is on; it never falls where the score rises. */
export function stepOf(score: number, lowest: number, scale: number): number {
  return ((score - lowest) * scale) | 0;
}

/**
 * Adds to `reached`, for each of the scores from `from` up to `to`, one at the number of thresholds that it
 * reaches. Scores below all thresholds, and NaN (an unknown label), are passed over.
 */
export function countReached(
  { values, scale, shift, before, steps }: Thresholds,
  scores: Float32Array,
  from: number,
  to: number,
  reached: Uint32Array, // [T + 1]
): void {
  const lowest = values[0]!;
  const highest = values[values.length - 1]!;
  let all = 0;
  for (let place = from; place < to; place++) {
    const score = scores[place]!;
    if (!(score >= lowest)) continue;
    if (score >= highest) {
      all++;
      continue;
    }
    const step = stepOf(score, lowest, scale);
    const bucket = step >>> shift;
    const difference = steps[bucket]! - step;
    const entry = before[bucket]!;
    if ((entry & 1) === 1 || difference === 0)
      reached[search(values, score, entry >>> 1, before[bucket + 1]! >>> 1)]!++;
    else reached[(entry >>> 1) + (difference >>> 31)]!++;
  }
  reached[values.length]! += all;
}

/** The number of thresholds that a score reaches; 0 for NaN. */
export function countOfReached(thresholds: Thresholds, score: number): number {
  const { values, scale, shift, before } = thresholds;
  if (!(score >= values[0]!)) return 0;
  if (score >= values[values.length - 1]!) return values.length;
  const bucket = stepOf(score, values[0]!, scale) >>> shift;
  return search(values, score, before[bucket]! >>> 1, before[bucket + 1]! >>> 1);
}

/** The number of thresholds that a score reaches, known to be from `low` to `high`. */
function search(values: Float32Array, score: number, low: number, high: number): number {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= score) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Precision at each threshold, averaged over the positives: tied scores are one threshold. `reached` counts
 * every ranked score, the positives' own included. NaN without a positive.
 */
export function averageOverThresholds({ positives }: Thresholds, reached: Uint32Array): number {
  let [found, ranked, sum] = [0, 0, 0];
  for (let at = positives.length - 1; at >= 0; at--) {
    const here = positives[at]!;
    found += here;
    ranked += reached[at + 1]!;
    sum += (here * found) / ranked;
  }
  return sum / found;
}
