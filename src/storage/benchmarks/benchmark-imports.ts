import { z } from "zod";
import { SET_FORMATS } from "../../datasets/set-formats";
import { jsonColumns } from "../database/json-columns";
import type { WorkRow } from "../work/work-rows";
import { workTable } from "../work/work-table";

/** How an uploaded archive is read as a benchmark set. */
const readingSchema = z.strictObject({
  /** Null to find it by the files. */
  format: z.enum(SET_FORMATS).nullable(),
  /** What a label is for an image that does not list it, where the format leaves that open. */
  unlisted: z.enum(["ABSENT", "UNKNOWN"]),
  /** What a 0 means in a file of features; null where its other values say so. */
  zero: z.enum(["ABSENT", "UNKNOWN"]).nullable(),
  /** Whether images that are listed but not there are left out. */
  skipMissing: z.boolean(),
  /** Whether images that cannot be decoded are left out. */
  skipBroken: z.boolean(),
});
export type SetReading = Readonly<z.infer<typeof readingSchema>>;

interface ImportColumns {
  /** The name of the set. */
  readonly name: string;
  /** Null until it is complete, and after the set was deleted. */
  readonly setId?: string | null;
  /** The archive, which is gone once the import is complete; null for a command's. */
  readonly uploadId?: string | null;
  readonly reading?: SetReading | null;
}
export type BenchmarkImportRow = WorkRow & Required<ImportColumns>;

const parse = jsonColumns("BenchmarkImport", { reading: readingSchema.nullable() });

/** Imports of benchmark sets; their units are images. A job does those of uploads; others, the command that reads the files. */
export const benchmarkImports = workTable<BenchmarkImportRow, ImportColumns>({
  kind: "BENCHMARK_IMPORT",
  table: "BenchmarkImport",
  missing: "The benchmark set was deleted while it was being imported.",
  read: ({ setId = null, uploadId = null, reading = null, ...stored }) =>
    parse({ ...stored, setId, uploadId, reading }, stored.id),
});
