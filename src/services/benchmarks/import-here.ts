import { RegionaryError } from "../../errors";
import { benchmarkImports } from "../../storage/benchmarks/benchmark-imports";
import { type BenchmarkSetRow, findBenchmarkSetByName } from "../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../storage/database/database";
import { completeWork, recordProgress, reopenWork } from "../../storage/work/change-work";
import { listenToEvents } from "../../storage/work/event-listener";
import { hasEnded } from "../../storage/work/work-states";
import { ANY_HOST, beginHere } from "../work/host";
import { runHere } from "../work/run-here";
import { WorkEnded } from "../work/work-ended";
import { type BenchmarkImport, checkSetName, importBenchmarkSet } from "./import-benchmark-set";
import { importHash, underWay } from "./uploaded/accept-import";

/**
 * Stores a benchmark set from files that this process can read, as work that everyone can follow. The latest
 * import under the name is taken up where it stopped, or starts over if it was of something else; if another process is doing it, that is waited for.
 * When `signal` fires it is canceled.
 */
export async function importHere(
  db: Database,
  request: BenchmarkImport,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (stored: number, total: number) => void },
): Promise<{ set: BenchmarkSetRow; alreadyStored: boolean }> {
  const { name, source } = request;
  checkSetName(name);
  const requestHash = importHash(name);
  const latest = await benchmarkImports.findLatest(db, requestHash);
  const isUploads = latest !== null && latest.uploadId !== null;
  if (isUploads && !hasEnded(latest.state)) throw underWay(name);
  const accepted = { total: source.count, requestHash, idempotencyKey: null };
  const { id } =
    latest && !isUploads && latest.state !== "COMPLETED"
      ? latest
      : await benchmarkImports.create(db, { name }, accepted, { madeBy: "caller" });

  const outcome: { set?: BenchmarkSetRow; alreadyStored: boolean } = { alreadyStored: true };
  const store = async (unwanted: AbortSignal) => {
    await reopenWork(db, "BENCHMARK_IMPORT", id, "caller");
    if (!(await benchmarkImports.begin(db, id, beginHere(ANY_HOST)))) return;
    const progress = async (done: number, total: number) => {
      if (!(await recordProgress(db, id, { done, total }))) throw new WorkEnded();
      onProgress(done, total);
    };
    const imported = await importBenchmarkSet(db, request, {
      ...{ signal: unwanted, onProgress: progress, startsOver: true },
    });
    const { id: setId, total } = imported.set;
    await completeWork(db, id, { done: total, total }, { table: "BenchmarkImport", values: { setId } });
    Object.assign(outcome, imported);
  };
  const eventListener = await listenToEvents(db.url);
  try {
    await runHere({ db, eventListener }, id, signal, store);
  } finally {
    await eventListener.close();
  }
  // The process that was waited for may have stored it.
  const set = outcome.set ?? (await findBenchmarkSetByName(db, name));
  if (set?.contentHash) return { set, alreadyStored: outcome.alreadyStored };
  throw new RegionaryError("CANCELLED", "The import was canceled or deleted from elsewhere.");
}
