const RUNS = 2;
/** Larger batches are not tried once two doublings in a row gained less than this. */
const LEAST_GAIN = 1.05;

/** How long a batch of a size takes, and how much of a GPU's memory is in use after it. */
export interface MeasuredPoint {
  readonly size: number;
  readonly ms: number;
  /** MiB of the GPU in use after it, by all programs; absent where it is not known. */
  readonly memoryMiB?: number;
}

/**
 * Measures how long batches of 1, 2, 4 … items take, each the better of two runs, up to `maxBatch`; stops
 * early where throughput has stopped growing, because a large backbone takes seconds for each size.
 */
export async function measureLatencies(
  runBatch: (size: number) => Promise<unknown>,
  maxBatch: number,
  memoryUsedMiB: () => Promise<number | null> = async () => null,
): Promise<MeasuredPoint[]> {
  const measured: MeasuredPoint[] = [];
  await runBatch(1); // the first run of a session allocates what later ones use
  for (let size = 1, flat = 0; size <= maxBatch && flat < 2; size *= 2) {
    let ms = Number.POSITIVE_INFINITY;
    try {
      for (let run = 0; run < RUNS; run++) {
        const begun = performance.now();
        await runBatch(size);
        ms = Math.min(ms, performance.now() - begun);
      }
    } catch (error) {
      if (measured.length === 0) throw error;
      return measured; // a size that does not fit into memory cannot be used
    }
    const before = measured.at(-1);
    const memoryMiB = await memoryUsedMiB();
    measured.push(memoryMiB === null ? { size, ms } : { size, ms, memoryMiB });
    const gain = before ? (size / ms) * (before.ms / before.size) : Number.POSITIVE_INFINITY;
    flat = gain < LEAST_GAIN ? flat + 1 : 0;
  }
  return measured;
}
