import path from "node:path";
import { createLane } from "../../threads/lane";
import { pooledLane } from "../../threads/pooled-lane";
import type { ScoreRule } from "../sketch/bound-score";
import type { ProjectedTerm } from "../sketch/project-classifier";
import { type SketchLayout, sketchPlaces } from "../sketch/sketch-layout";
import type { TermBounds } from "../term-bounds";
import type { IndexFiles } from "./index-files";
import type { ScanTasks } from "./scan-tasks";

/** What is scanned, besides the terms. */
export interface ScanOptions extends ScoreRule {
  /** The first position, 0 where it is not given. */
  readonly from?: number;
  /** The position after the last; all there are where it is not given. */
  readonly to?: number;
  readonly signal?: AbortSignal;
}

/** Threads that read the sketches of an index from its first byte to its last. */
export interface Scanner {
  /**
   * Bounds and estimates of the scores of all images from `from` to `to`, for each term, by position from `from` on; all
   * terms in one pass. Rejects with STORAGE_UNAVAILABLE where the files cannot be read.
   */
  scan(
    files: Pick<IndexFiles, "count" | "sketchPath">,
    layout: SketchLayout,
    terms: readonly ProjectedTerm[],
    options: ScanOptions,
  ): Promise<TermBounds[]>;
  close(): Promise<void>;
}

/** So long a part is scanned in about 20 ms: in between a scan can be canceled, and others come to their turns. */
const PART_BYTES = 64 * 2 ** 20;

export function createScanner({ threads, log }: { threads: number; log?: (line: string) => void }): Scanner {
  const lane = () => createLane<ScanTasks>("scan", path.join(__dirname, "scan-worker"), log);
  const lanes = pooledLane([lane(), ...Array.from({ length: threads - 1 }, lane)]);
  return {
    async scan(files, layout, terms, { from = 0, to = files.count, signal, ...rule }) {
      const count = to - from;
      // No memory that threads share: V8 would leave that of searches that were forgotten for long.
      const all = new Float32Array(3 * terms.length * count);
      const row = (index: number) => all.subarray(index * count, (index + 1) * count);
      const inPart = partLength(count, threads, layout);
      let next = from;
      const scanParts = async () => {
        while (next < to) {
          signal?.throwIfAborted();
          const part = { from: next, to: Math.min(to, next + inPart) };
          next = part.to;
          const value = { sketchPath: files.sketchPath, layout, terms, rule, ...part };
          const bounds = await lanes
            .call("scan", () => ({ value, transfer: [] }))
            .catch((error: unknown) => {
              next = to; // the other threads need not go on
              throw error;
            });
          const length = part.to - part.from;
          for (let index = 0; index < 3 * terms.length; index++)
            row(index).set(bounds.subarray(index * length, (index + 1) * length), part.from - from);
        }
      };
      if (terms.length > 0) await Promise.all(Array.from({ length: threads }, scanParts));
      return terms.map((_, term) => ({
        upper: row(3 * term),
        lower: row(3 * term + 1),
        estimate: row(3 * term + 2),
      }));
    },
    close: lanes.close,
  };
}

/** Several parts for each thread, so that all end at about the same time, whatever else the cores do. */
function partLength(count: number, threads: number, layout: SketchLayout): number {
  const most = Math.floor(PART_BYTES / sketchPlaces(layout).bytes);
  return Math.max(1, Math.min(most, Math.ceil(count / (4 * threads))));
}
