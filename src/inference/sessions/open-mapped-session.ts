import { rm, stat } from "node:fs/promises";
import path from "node:path";
import type { InferenceSession } from "onnxruntime-node";
import { lowerPriority } from "../../threads/lower-priority";
import { mappedCopy } from "./mapped-copy";
import { openSession, type Runtime } from "./open-session";

/** Smaller files take less memory than the session around them. */
const LEAST_BYTES = 4 * 2 ** 20;

/**
 * `openSession`, for sessions that are kept: on the CPU those of one file share the memory of its weights, whatever
 * their threads. Where the copy that this takes cannot be made, as on a full disk, or be opened, each holds them
 * for itself; one that cannot be opened is removed, and made again for the next session.
 */
export async function openMappedSession(file: string, runtime: Runtime): Promise<InferenceSession> {
  if (runtime.provider !== "cpu" || (await bytesOf(file)) < LEAST_BYTES) return openSession(file, runtime);
  if (runtime.place) lowerPriority(runtime.place);
  const copy = await mappedCopy(file).catch(() => null);
  if (copy === null) return openSession(file, runtime);
  try {
    return await openSession(copy, runtime);
  } catch {
    await rm(path.dirname(copy), { recursive: true, force: true }).catch(() => undefined);
    return openSession(file, runtime);
  }
}

async function bytesOf(file: string): Promise<number> {
  const sizes = await Promise.all([file, `${file}.data`].map((name) => stat(name).catch(() => null)));
  return sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0);
}
