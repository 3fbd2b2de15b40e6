import type { WorkRow } from "../work/work-rows";
import { workTable } from "../work/work-table";

interface ImportColumns {
  /** What the set is called. */
  readonly name: string;
  /** Null until it is complete, and once the set was deleted. */
  readonly setId?: string | null;
}
export type BenchmarkImportRow = WorkRow & Required<ImportColumns>;

/** Benchmark sets that are stored from files; what is done are images. No job does that: a command that reads them does. */
export const benchmarkImports = workTable<BenchmarkImportRow, ImportColumns>({
  kind: "BENCHMARK_IMPORT",
  table: "BenchmarkImport",
  missing: "The benchmark set was deleted while it was imported.",
  read: ({ setId = null, ...stored }) => ({ ...stored, setId }),
});
