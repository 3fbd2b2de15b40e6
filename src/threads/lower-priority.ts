import { readlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const PRIORITY = {
  /** Below the API's thread and the database, which have little to do and are waited for. */
  behindRequests: os.constants.priority.PRIORITY_BELOW_NORMAL,
  /** Below everything else. */
  behindAll: os.constants.priority.PRIORITY_LOW,
} as const;

export type Place = keyof typeof PRIORITY;

/**
 * Lowers the priority of this thread, and so of those that ONNX Runtime starts from it. Linux alone has a
 * priority of a thread's own; elsewhere nothing is changed.
 */
export function lowerPriority(place: Place): void {
  if (process.platform !== "linux") return;
  const threadId = Number(path.basename(readlinkSync("/proc/thread-self")));
  os.setPriority(threadId, PRIORITY[place]);
}
