import { closeSync, openSync, readSync } from "node:fs";
import { sketchPlaces } from "../sketch/sketch-layout";
import { boundKernel } from "./bound-kernel";
import type { ScanPart } from "./scan-tasks";
import { searchFilesCutOff, searchFilesFailure } from "./search-files-failure";

/** What is read at a time: little enough to be still in the core's cache when the kernel comes to it. */
const BLOCK_BYTES = 256 * 1024;

/** Scans a part in this thread: upper bounds, lower bounds and estimates, [terms, 3, positions]. */
export function scanPart({ sketchPath, layout, terms, rule, from, to }: ScanPart): Float32Array<ArrayBuffer> {
  const { bytes } = sketchPlaces(layout);
  const most = Math.max(1, Math.floor(BLOCK_BYTES / bytes));
  const kernel = boundKernel(layout, terms, rule, most);
  const inAll = to - from;
  const all = new Float32Array(3 * terms.length * inAll);
  const file = opened(sketchPath);
  try {
    for (let position = from; position < to; position += most) {
      const count = Math.min(most, to - position);
      readFully(file, kernel.sketches.subarray(0, count * bytes), position * bytes);
      const found = kernel.bound(count);
      for (let row = 0; row < 3 * terms.length; row++)
        all.set(found.subarray(row * count, (row + 1) * count), row * inAll + position - from);
    }
  } finally {
    closeSync(file);
  }
  return all;
}

function opened(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    throw searchFilesFailure(error);
  }
}

function readFully(file: number, target: Uint8Array, position: number): void {
  let filled = 0;
  while (filled < target.length) {
    const read = readOnce(file, target, filled, position + filled);
    if (read === 0) throw searchFilesCutOff(target.length, filled);
    filled += read;
  }
}

function readOnce(file: number, target: Uint8Array, offset: number, position: number): number {
  try {
    return readSync(file, target, offset, target.length - offset, position);
  } catch (error) {
    throw searchFilesFailure(error);
  }
}
