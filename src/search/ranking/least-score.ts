import type { Line } from "./ranked-query";

/**
 * The least score whose probability is at least so much, by the very expression that a score's probability is computed
 * by, so that what is cut and what is shown agree to the last bit. Infinity where no score has it.
 */
export function leastScore({ slope, offset }: Line, probability: number): number {
  const isReached = (score: number) => 1 / (1 + Math.exp(-(slope * score + offset))) >= probability;
  let low = -Number.MAX_VALUE;
  let high = Number.MAX_VALUE;
  if (isReached(low)) return Number.NEGATIVE_INFINITY;
  if (!isReached(high)) return Number.POSITIVE_INFINITY;
  for (;;) {
    const middle = low / 2 + high / 2;
    if (middle === low || middle === high) return high;
    if (isReached(middle)) high = middle;
    else low = middle;
  }
}
