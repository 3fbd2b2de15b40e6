/** One figure; `met` says whether it reaches its target, where it has one. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target?: string;
  readonly met?: boolean;
}

/** A benchmark: what it is called, what it shows, and how its figures are made. */
export interface Benchmark {
  readonly name: string;
  readonly about: string;
  run(): Promise<Figure[]>;
}
