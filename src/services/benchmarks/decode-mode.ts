import type { SetFormat } from "../../datasets/set-formats";
import type { DecodeMode } from "../../pictures/reading/decode-image";
import type { BenchmarkItemRow } from "../../storage/benchmarks/benchmark-items";
import type { BenchmarkSetRow } from "../../storage/benchmarks/benchmark-sets";

/** Formats of sets of people's own pictures. */
const PHOTOS: readonly SetFormat[] = ["stored-images", "photo-folder"];

/** Whether the pictures of a format are people's own, and read as people see them. */
export function isOfPhotos(format: SetFormat): boolean {
  return PHOTOS.includes(format);
}

/**
 * How a set's picture is read, by trainings and evaluations alike: people's own as people see them; those of a
 * published benchmark as figures of it read them, turned where its labels were drawn on it so.
 */
export function decodeModeOf(
  { format }: Pick<BenchmarkSetRow, "format">,
  { orientation }: Pick<BenchmarkItemRow, "orientation">,
): DecodeMode {
  if (isOfPhotos(format)) return "photo";
  return orientation === "AS_SEEN" ? "upright-benchmark" : "benchmark";
}
