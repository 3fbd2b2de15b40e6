import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import path from "node:path";
import type { RawPath } from "./raw-path";

/** Within this time of a change, another change may leave the same time on the file. */
const CLOCK_TICK_MS = 100;

/** A file, told apart from all others and from itself after a change. */
export interface FileState {
  /** The SHA-256 of its path. */
  readonly key: string;
  /** Size, modification time and inode. */
  readonly state: string;
  /** Whether a later change would surely leave another state. */
  readonly isSettled: boolean;
}

/** The state of a file; null if it cannot be had. */
export async function fileState(file: RawPath): Promise<FileState | null> {
  const stats = await stat(file, { bigint: true }).catch(() => null);
  if (!stats) return null;
  const absolute = typeof file === "string" ? path.resolve(file) : file;
  return {
    key: createHash("sha256").update(absolute).digest("hex"),
    state: `${stats.size} ${stats.mtimeNs} ${stats.ino}`,
    isSettled: Math.abs(Date.now() - Number(stats.mtimeMs)) > CLOCK_TICK_MS,
  };
}
