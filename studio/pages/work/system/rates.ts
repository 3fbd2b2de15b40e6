import type { Runtime } from "./use-runtime";

/** What fell into each second between readings: how much a sum that never falls has risen, a second. */
export function perSecond(readings: readonly Runtime[], sumOf: (reading: Runtime) => number): number[] {
  return readings.slice(1).map((reading, index) => {
    const before = readings[index]!;
    const seconds = (Date.parse(reading.observedAt) - Date.parse(before.observedAt)) / 1_000;
    return seconds > 0 ? Math.max(0, sumOf(reading) - sumOf(before)) / seconds : 0;
  });
}

/** Readings that a mean is taken over: enough to be calm, few enough to be of now. */
const LATELY = 10;

/** How much of `whole` each unit of `parts` took lately, such as milliseconds an item; null where there was none. */
export function latelyPer(
  readings: readonly Runtime[],
  whole: (reading: Runtime) => number,
  parts: (reading: Runtime) => number,
): number | null {
  const [first, last] = [readings.at(-LATELY) ?? readings[0], readings.at(-1)];
  if (!first || !last) return null;
  const count = parts(last) - parts(first);
  return count > 0 ? (whole(last) - whole(first)) / count : null;
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
