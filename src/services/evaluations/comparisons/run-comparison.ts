import type { Database } from "../../../storage/database/database";
import { comparisons, completeComparison } from "../../../storage/evaluations/comparisons";
import { evaluationRuns } from "../../../storage/evaluations/evaluation-runs";
import { recordProgress } from "../../../storage/work/change-work";
import type { ServiceContext } from "../../context";
import { findOne } from "../../work/find-one";
import { ANY_HOST, beginHere } from "../../work/host";
import { measuredRun } from "../reports/measured-run";
import type { MeasuredRun } from "../reports/read-run-data";
import { lostScores } from "../shards/lost-scores";

/** Resamples of a comparison, however many the runs' own intervals have. */
const RESAMPLES = 200;
const LOOK_MS = 1_000;

/**
 * Compares two runs class by class, both on the same resamples of the set's images: it may take minutes, and its
 * units are the classes of all sections of both.
 */
export async function runComparison(context: ServiceContext, id: string, signal: AbortSignal): Promise<void> {
  const { db } = context;
  const comparison = await comparisons.begin(db, id, beginHere(ANY_HOST));
  if (!comparison) return;
  const measured = async (runId: string) => measuredRun(context, await findOne(db, evaluationRuns, runId));
  const first = await measured(comparison.firstRunId);
  const second = await measured(comparison.secondRunId);
  const total = classCount(first) + classCount(second);
  const done = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const stop = recordRegularly(db, id, total, () => Atomics.load(done, 0));
  const runs = { first, second, resamples: RESAMPLES, done };
  const found = await context.evaluations.reducer.run("compare", runs, signal).finally(stop);
  if (!found) throw lostScores();
  await completeComparison(db, id, total, found);
}

/** None where AP is pooled over classes: then it is not resampled. */
function classCount({ plan: { protocol, sections } }: MeasuredRun): number {
  if (protocol.averagePrecision !== "per-class") return 0;
  return sections.reduce((sum, { classes }) => sum + classes.length, 0);
}

/** Records how far the work is, now and whenever it has gone on, until the returned function is called. */
function recordRegularly(db: Database, id: string, total: number, read: () => number): () => Promise<void> {
  let recorded = -1;
  let writing: Promise<unknown> = Promise.resolve();
  const record = () => {
    const done = read();
    if (done === recorded) return;
    recorded = done;
    // It fails while the database is away, which is no failure of the work.
    writing = writing.then(() => recordProgress(db, id, { done, total })).catch(() => undefined);
  };
  record();
  const timer = setInterval(record, LOOK_MS).unref();
  return () => {
    clearInterval(timer);
    return writing.then(() => undefined);
  };
}
