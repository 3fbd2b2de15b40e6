import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { PRECISIONS } from "../encode/encode-layout";

const RUNS = 2;
/** Larger batches are not tried once two doublings in a row gained less than this. */
const LEAST_GAIN = 1.05;

const count = z.int().min(1);
const pointSchema = z.strictObject({
  size: count,
  ms: z.number().positive(),
  /** MiB of the GPU in use after it, by all its users; absent where there is no telling. */
  memoryMiB: z.number().optional(),
});
const points = z.array(pointSchema).min(1).readonly();
const calibrationSchema = z.strictObject({
  layout: z.strictObject({ lanes: count, threads: count, precision: z.enum(PRECISIONS) }),
  encode: points,
  score: z.strictObject({ few: points, many: points }),
});

/** How long a batch of a size takes, and what it leaves in use of a GPU's memory. */
export type MeasuredPoint = z.infer<typeof pointSchema>;

/** What is measured of a model on a machine, once. */
export type Calibration = z.infer<typeof calibrationSchema>;

/**
 * Measures how long batches of 1, 2, 4 … items take, each the better of two runs, up to `maxBatch`; stops
 * early where throughput has stopped growing, since there a large backbone would take its seconds for nothing.
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
      return measured; // what does not fit the memory is no size to use
    }
    const before = measured.at(-1);
    const memoryMiB = await memoryUsedMiB();
    measured.push(memoryMiB === null ? { size, ms } : { size, ms, memoryMiB });
    const gain = before ? (size / ms) * (before.ms / before.size) : Number.POSITIVE_INFINITY;
    flat = gain < LEAST_GAIN ? flat + 1 : 0;
  }
  return measured;
}

/** What was measured before, or null where there is nothing that can be used. */
export async function readCalibration(file: string): Promise<Calibration | null> {
  try {
    return calibrationSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return null; // absent, cut off or of another version: it is measured again
  }
}

export async function writeCalibration(file: string, calibration: Calibration): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const partial = `${file}.${randomUUID()}`; // two models of the same files may be measured at once
  await writeFile(partial, JSON.stringify(calibration));
  await rename(partial, file);
}
