import type { SetFormat } from "../../datasets/set-formats";
import type { DecodeMode } from "../../pictures/decode-image";
import type { BenchmarkSetRow } from "../../storage/benchmarks/benchmark-sets";

/** Formats of sets of people's own pictures. */
const PHOTOS: readonly SetFormat[] = ["stored-images", "photo-folder"];

/**
 * How a set's pictures are read, by trainings and evaluations alike: those of a published benchmark as
 * figures of as they read them, people's own as people see them.
 */
export function decodeModeOf({ format }: Pick<BenchmarkSetRow, "format">): DecodeMode {
  return PHOTOS.includes(format) ? "photo" : "benchmark";
}
