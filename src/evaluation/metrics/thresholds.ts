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
  /**
   * For each bucket two numbers, side by side because they are read together: the step of its first threshold
   * (beyond the grid where it has none); and the thresholds in the buckets before it, doubled, plus 1 where it
   * has more than one of its own. One more bucket ends the list.
   */
  readonly buckets: Int32Array; // [buckets + 1, 2]
}

const STEPS = 2 ** 30;
/**
 * Many buckets cost little while the tables fit into a core's cache; more than these cost more than they
 * save.
 */
const FEW_THRESHOLDS = 4096;
const MOST_BUCKETS_LOG2 = 21;

/** The thresholds of positives with these scores, whose memory they take over. No score is NaN. */
export function thresholdsOf(positiveScores: Float32Array): Thresholds {
  positiveScores.sort();
  let distinct = 0;
  for (let place = 0; place < positiveScores.length; place++)
    if (positiveScores[place] !== positiveScores[place - 1]) distinct++;
  const positives = new Uint32Array(distinct);
  let at = -1;
  for (let place = 0; place < positiveScores.length; place++) {
    if (at < 0 || positiveScores[place] !== positiveScores[at]) positiveScores[++at] = positiveScores[place]!;
    positives[at]!++;
  }
  const values = positiveScores.subarray(0, distinct);
  return { values, positives, ...gridOf(values) };
}

function gridOf(values: Float32Array) {
  const [lowest, highest] = values.length > 0 ? [values[0]!, values.at(-1)!] : [0, 0]; // no positives: no range
  const ratio = (STEPS - 1) / (highest - lowest);
  const scale = Number.isFinite(ratio) ? ratio : 0;
  const perThreshold = values.length <= FEW_THRESHOLDS ? 16 : 4;
  const log2 = Math.min(MOST_BUCKETS_LOG2, Math.ceil(Math.log2(perThreshold * values.length + 1)));
  const shift = 30 - log2;
  const buckets = new Int32Array(2 * (2 ** log2 + 1));
  let bucket = -1;
  for (let at = 0; at < values.length; at++) {
    const step = stepOf(values[at]!, lowest, scale);
    if (bucket === step >>> shift) {
      buckets[2 * bucket + 1]! |= 1;
      continue;
    }
    while (++bucket < step >>> shift) setBucket(buckets, bucket, STEPS, at);
    setBucket(buckets, bucket, step, at);
  }
  while (++bucket <= 2 ** log2) setBucket(buckets, bucket, STEPS, values.length);
  return { scale, shift, buckets };
}

function setBucket(buckets: Int32Array, bucket: number, step: number, before: number): void {
  buckets[2 * bucket] = step;
  buckets[2 * bucket + 1] = 2 * before;
}

/**
 * The step of the grid for a score from the lowest threshold up to below the highest; it never falls as the
 * score rises.
 */
function stepOf(score: number, lowest: number, scale: number): number {
  return ((score - lowest) * scale) | 0;
}

/**
 * Adds to `reached`, for each of the scores from `from` up to `to`, one at the number of thresholds that it
 * reaches. Scores below all thresholds, and NaN (an unknown label), are passed over.
 */
export function countReached(
  { values, scale, shift, buckets }: Thresholds,
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
    const bucket = (step >>> shift) << 1;
    const difference = buckets[bucket]! - step;
    const entry = buckets[bucket + 1]!;
    if ((entry & 1) === 1 || difference === 0)
      reached[search(values, score, entry >>> 1, buckets[bucket + 3]! >>> 1)]!++;
    else reached[(entry >>> 1) + (difference >>> 31)]!++;
  }
  reached[values.length]! += all;
}

/** The number of thresholds that a score reaches; 0 for NaN. */
export function countOfReached(thresholds: Thresholds, score: number): number {
  const { values, scale, shift, buckets } = thresholds;
  if (!(score >= values[0]!)) return 0;
  if (score >= values[values.length - 1]!) return values.length;
  const bucket = (stepOf(score, values[0]!, scale) >>> shift) << 1;
  return search(values, score, buckets[bucket + 1]! >>> 1, buckets[bucket + 3]! >>> 1);
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
export function averageOverThresholds(positives: Uint32Array, reached: Uint32Array): number {
  let [found, ranked, sum] = [0, 0, 0];
  for (let at = positives.length - 1; at >= 0; at--) {
    const here = positives[at]!;
    found += here;
    ranked += reached[at + 1]!;
    // Above the first of these positives there may be thresholds of others, with nothing ranked: 0/0.
    if (here > 0) sum += (here * found) / ranked;
  }
  return sum / found;
}
