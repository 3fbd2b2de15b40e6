import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { PRECISIONS } from "../stages/encode-layout";

const count = z.int().min(1);
const points = z
  .array(z.strictObject({ size: count, ms: z.number().positive(), memoryMiB: z.number().optional() }))
  .min(1)
  .readonly();
const timingSchema = z.strictObject({
  layout: z.strictObject({
    lanes: count,
    threads: count,
    precision: z.enum(PRECISIONS),
    memoryThreads: count.nullable(),
  }),
  segments: z
    .array(
      z.strictObject({
        bound: z.enum(["compute", "memory"]),
        points,
        wideMs: z.number().positive().nullable(),
      }),
    )
    .min(1)
    .readonly(),
  score: z.strictObject({ few: points, many: points }),
});

/** How long a model's batches take on a machine: measured once, in the fastest layout. */
export type ModelTiming = z.infer<typeof timingSchema>;

/** What was measured before; null if there is nothing usable. */
export async function readTiming(file: string): Promise<ModelTiming | null> {
  try {
    return timingSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return null; // absent, cut off or of another version: it is measured again
  }
}

export async function writeTiming(file: string, timing: ModelTiming): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const partial = `${file}.${randomUUID()}`; // two models of the same files may be measured at once
  await writeFile(partial, JSON.stringify(timing));
  await rename(partial, file);
}
