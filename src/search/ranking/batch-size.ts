/** Few at first, since the first scores may prove that they are enough. */
const FIRST = 64;
const LARGEST = 256;
const SMALLEST = 8;
/** A batch that takes longer makes the next one smaller: images may have to be encoded again, and callers leave. */
const LONG_MS = 500;

/** How many images to score together. */
export interface BatchSize {
  now(): number;
  /** What the last batch took. */
  took(ms: number): void;
}

export function createBatchSize(): BatchSize {
  let size = FIRST;
  return {
    now: () => size,
    took(ms) {
      size = ms > LONG_MS ? Math.max(size >> 1, SMALLEST) : Math.min(size << 1, LARGEST);
    },
  };
}
