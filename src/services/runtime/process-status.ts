import { statfs } from "node:fs/promises";
import os from "node:os";

/** What this process and its machine have of memory, in bytes. A container's limit counts as its machine's. */
export interface MemoryStatus {
  /** All that is resident of this process. */
  readonly processBytes: number;
  /** Of that, JavaScript's objects. */
  readonly heapBytes: number;
  readonly machineBytes: number;
  /** What programs can still have. */
  readonly availableBytes: number;
}

export function memoryStatus(): MemoryStatus {
  const { rss, heapUsed } = process.memoryUsage();
  const limit = process.constrainedMemory(); // 0 or beyond the machine's where there is none
  const machineBytes = limit > 0 ? Math.min(limit, os.totalmem()) : os.totalmem();
  return {
    processBytes: rss,
    heapBytes: heapUsed,
    machineBytes,
    availableBytes: Math.min(process.availableMemory(), machineBytes),
  };
}

/** Milliseconds that this process has had a core, summed over cores, since it started. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** The room of the disk that holds a directory, in bytes. */
export interface DiskStatus {
  readonly totalBytes: number;
  readonly freeBytes: number;
}

export async function diskStatus(directory: string): Promise<DiskStatus> {
  const { blocks, bavail, bsize } = await statfs(directory);
  return { totalBytes: blocks * bsize, freeBytes: bavail * bsize };
}
