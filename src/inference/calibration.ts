import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { LatencyPoint } from "../batcher/latency-table";

const RUNS = 2;
/** Larger batches are not tried once two doublings in a row gained less than this. */
const LEAST_GAIN = 1.05;

const pointsSchema = z.array(z.strictObject({ size: z.int().min(1), ms: z.number().positive() })).min(1);

/**
 * Measures how long batches of 1, 2, 4 … items take, each the better of two runs, up to `maxBatch`; stops
 * early where throughput has stopped growing, since there a large backbone would take its seconds for nothing.
 */
export async function measureLatencies(
  runBatch: (size: number) => Promise<unknown>,
  maxBatch: number,
): Promise<LatencyPoint[]> {
  const points: LatencyPoint[] = [];
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
      if (points.length === 0) throw error;
      return points; // what does not fit the memory is no size to use
    }
    const before = points.at(-1);
    points.push({ size, ms });
    const gain = before ? (size / ms) * (before.ms / before.size) : Number.POSITIVE_INFINITY;
    flat = gain < LEAST_GAIN ? flat + 1 : 0;
  }
  return points;
}

/** What was measured before, or null where there is nothing that can be used. */
export async function readLatencies(file: string): Promise<LatencyPoint[] | null> {
  try {
    return pointsSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return null; // absent, cut off or of another version: it is measured again
  }
}

export async function writeLatencies(file: string, points: readonly LatencyPoint[]): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const partial = `${file}.${randomUUID()}`; // two models of the same files may be measured at once
  await writeFile(partial, JSON.stringify(points));
  await rename(partial, file);
}
