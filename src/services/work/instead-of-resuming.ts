import { benchmarkImports } from "../../storage/benchmarks/benchmark-imports";
import type { Database } from "../../storage/database/database";
import { findUploads } from "../../storage/uploads/uploads";
import type { WorkKind } from "../../storage/work/work-rows";
import { WORK_WORDS } from "./work-words";

/** What to do instead of resuming some work; null where it can go on where it stopped. */
export async function insteadOfResuming(db: Database, kind: WorkKind, id: string): Promise<string | null> {
  if (kind !== "BENCHMARK_IMPORT") return WORK_WORDS[kind].insteadOfResuming;
  const [work] = await benchmarkImports.find(db, [id]);
  if (!work?.uploadId) return WORK_WORDS[kind].insteadOfResuming;
  const [upload] = await findUploads(db, [work.uploadId]);
  return upload ? null : "What was uploaded for it is no longer kept: upload it again.";
}
