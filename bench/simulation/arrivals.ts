import type { Priority } from "../../src/batcher/policy";

/** One item of a trace; times in milliseconds. */
export interface Arrival {
  readonly at: number;
  readonly priority: Priority;
  /** How long after its arrival its result is useful; null for always. */
  readonly patienceMs: number | null;
}

interface TraceShape {
  readonly perSecond: number;
  readonly count: number;
  readonly seed: number;
  readonly patienceMs: number | null;
  /** The share that is interactive; the rest is bulk and has no deadline. */
  readonly interactive: number;
}

/** Independent arrivals at an even rate. */
export function poisson(shape: TraceShape): Arrival[] {
  const random = randomNumbers(shape.seed);
  let at = 0;
  return Array.from({ length: shape.count }, () => {
    at += (-Math.log(1 - random()) * 1000) / shape.perSecond;
    return arrival(at, random(), shape);
  });
}

/** The same rate on the whole, but in bursts: each lasts `burstMs` at four times the rate, with silence after. */
export function bursty(shape: TraceShape & { readonly burstMs: number }): Arrival[] {
  const dense = poisson({ ...shape, perSecond: 4 * shape.perSecond });
  return dense.map((one) => ({
    ...one,
    at: one.at + 3 * shape.burstMs * Math.floor(one.at / shape.burstMs),
  }));
}

function arrival(at: number, draw: number, { interactive, patienceMs }: TraceShape): Arrival {
  return draw < interactive
    ? { at, priority: "interactive", patienceMs }
    : { at, priority: "bulk", patienceMs: null };
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
