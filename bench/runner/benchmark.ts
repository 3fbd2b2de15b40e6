import type { Workplace } from "../workplace";

/** One figure; `met` says whether it reaches its target, where it has one. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The lowest and the highest of the rounds whose median the value is. */
  readonly range?: readonly [number, number];
  /** What it holds for, in words. */
  readonly note?: string;
  readonly target?: string;
  readonly met?: boolean;
}

export type Limit = readonly [">=" | "<=" | "<", number];

/** A benchmark: what it is called, what it shows, and how its figures are made. */
export interface Benchmark {
  readonly name: string;
  readonly about: string;
  run(place: Workplace): Promise<Figure[]>;
}

/** A figure with a target, and whether it is met. */
export function targeted(name: string, value: number, unit: string, [sign, limit]: Limit): Figure {
  const met = sign === ">=" ? value >= limit : sign === "<=" ? value <= limit : value < limit;
  return { name, value, unit, target: `${sign} ${limit} ${unit}`.trim(), met };
}
