import type { WorkRow } from "../work/work-rows";
import { workTable } from "../work/work-table";

interface ImportColumns {
  /** The name of the set. */
  readonly name: string;
  /** Null until it is complete, and after the set was deleted. */
  readonly setId?: string | null;
}
export type BenchmarkImportRow = WorkRow & Required<ImportColumns>;

/**
 * Imports of benchmark sets from files; their units are images. No job does them: the command that reads the
 * files does.
 */
export const benchmarkImports = workTable<BenchmarkImportRow, ImportColumns>({
  kind: "BENCHMARK_IMPORT",
  table: "BenchmarkImport",
  missing: "The benchmark set was deleted while it was being imported.",
  read: ({ setId = null, ...stored }) => ({ ...stored, setId }),
});
