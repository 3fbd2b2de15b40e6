import type { DecodeMode } from "../../inference/decode-image";
import type { BenchmarkSetRow } from "../../storage/benchmark-sets";

/**
 * How a set's pictures are read, by trainings and evaluations alike: those of a benchmark that others publish
 * figures of as they read them, people's own as people see them.
 */
export function decodeModeOf({ format }: Pick<BenchmarkSetRow, "format">): DecodeMode {
  return format === "stored-images" ? "photo" : "benchmark";
}
