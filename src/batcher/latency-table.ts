/** How long a batch of a size takes: one measured point. */
export interface LatencyPoint {
  readonly size: number;
  readonly ms: number;
}

/** A larger cap that gains less than this share of throughput is not worth the wait. */
const WORTHWHILE_GAIN = 0.05;

/**
 * Latency by batch size, from measured points in order of size: linear between them, and beyond the last at
 * its time per item. Without points everything takes no time.
 */
export function latencyFrom(points: readonly LatencyPoint[]): (size: number) => number {
  return (size) => {
    const above = points.findIndex((point) => point.size >= size);
    const right = points[above];
    const left = points[above - 1];
    if (right && left)
      return left.ms + ((right.ms - left.ms) * (size - left.size)) / (right.size - left.size);
    if (right) return right.ms;
    const last = points.at(-1);
    return last ? (last.ms * size) / last.size : 0;
  };
}

/**
 * Threads that work together wait for each other when others need a core, of which a measurement alone shows nothing: with
 * VGG19 and 16 callers who wait, 1.05 gave 0.85 of what ONNX Runtime does alone, and this 0.92.
 */
const COST_OF_WIDE = 1.1;

/**
 * How many items may wait if each is to have all lanes, one after another, instead of one lane: as many as are done sooner
 * on average. With n of them the mean is wide (n + 1) / 2 against single (n / lanes + 1) / 2.
 */
export function wideUpTo(wideMs: number, singleMs: number, lanes: number): number {
  const wide = COST_OF_WIDE * Math.max(wideMs, singleMs / lanes); // more than all lanes give is noise
  return wide < singleMs ? Math.max(1, Math.floor((singleMs - wide) / (wide - singleMs / lanes))) : 0;
}

/**
 * The smallest measured size whose throughput is within 5% of the best: 1 if throughput is flat. Needs at
 * least one point.
 */
export function capFrom(points: readonly LatencyPoint[]): number {
  const best = Math.max(...points.map(({ size, ms }) => size / ms));
  return points.find(({ size, ms }) => size / ms >= best * (1 - WORTHWHILE_GAIN))!.size;
}
