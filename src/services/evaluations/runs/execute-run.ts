import { RegionaryError } from "../../../errors";
import { findBenchmarkSets } from "../../../storage/benchmarks/benchmark-sets";
import { completeEvaluationRun } from "../../../storage/evaluations/evaluation-reports";
import {
  type EvaluationRunRow,
  findEvaluationRuns,
  startEvaluationRun,
} from "../../../storage/evaluations/evaluation-runs";
import { forgetEvaluationShards, listEvaluationShards } from "../../../storage/evaluations/evaluation-shards";
import type { ServiceContext } from "../../context";
import { measureShards, shardImagesAt } from "../shards/measure-shards";
import { planRun } from "./plan-run";

/** Files that are lost again as soon as they were written say that the disk cannot be trusted. */
const MOST_REPAIRS = 3;

/**
 * Makes a run, or goes on with it where its recorded shards end: its report is the same bytes however often it
 * was interrupted. States: QUEUED -> RUNNING -> COMPLETED, or FAILED or CANCELLED, from which it can be taken
 * up. Ends early, in peace, when somebody else ends the run.
 */
export async function executeEvaluationRun(
  context: ServiceContext,
  runId: string,
  stopping: AbortSignal,
): Promise<void> {
  const { db } = context;
  const found = await runningRun(context, runId);
  if (!found) return;
  const [set] = await findBenchmarkSets(db, [found.benchmarkSetId]);
  if (!set) return; // deleted with the run
  const version = await context.models.byId(found.modelVersionId);
  const model = await context.models.loaded(version);
  const vocabulary = await context.vectorsFor(await context.vocabularies.recent(set.vocabularyId), version);
  const run = await startEvaluationRun(
    db,
    runId,
    model.batchSize(set.kind === "FEATURES" ? "features" : "pictures"),
  );
  if (!run) return;
  const plan = await planRun(db, set, run);
  const { signal, letGo, ended } = endOf(context, runId, stopping);
  const { directory, inTurn, lend, reader } = context.evaluations;
  const count = Math.ceil(set.total / run.shardImages);
  const work = { db, set, model, vocabulary, signal, run, plan, directory, inTurn, lend, reader };
  try {
    for (let repairs = 0; repairs <= MOST_REPAIRS; repairs++) {
      const shards = await measureMissing();
      signal.throwIfAborted();
      // Ended by somebody else, who may have it taken up again by now: a report of a part must not end it.
      if (shards.length < count) return;
      await reader.rest();
      const hashes = shards.map(({ fileHash }) => fileHash);
      const measured = { directory, hashes, plan };
      const figures = { run: measured, resamples: run.resamples };
      const made = await context.evaluations.reducer.run("report", figures, signal);
      if ("json" in made) {
        await completeEvaluationRun(db, runId, made.json);
        return;
      }
      const lost = made.lost.map((place) => shards[place]!.position);
      await forgetEvaluationShards(
        db,
        runId,
        lost.map((position) => ({ position, images: shardImagesAt(run, position) })),
      );
    }
  } catch (error) {
    if (ended()) return;
    throw error;
  } finally {
    letGo();
  }
  throw new RegionaryError(
    "STORAGE_UNAVAILABLE",
    `Files of the evaluation in ${directory} were lost again after they had been written. Look at the disk, then resume the run.`,
  );

  async function measureMissing() {
    const recorded = new Set((await listEvaluationShards(db, runId)).map(({ position }) => position));
    const missing = Array.from({ length: count }, (_, position) => position).filter(
      (position) => !recorded.has(position),
    );
    await measureShards(work, missing);
    return listEvaluationShards(db, runId);
  }
}

async function runningRun({ db }: ServiceContext, runId: string): Promise<EvaluationRunRow | null> {
  const [run] = await findEvaluationRuns(db, [runId]);
  return run && (run.state === "QUEUED" || run.state === "RUNNING") ? run : null;
}

/** A signal that fires when the service stops, or when somebody ends the run (`ended` then says so). */
function endOf(context: ServiceContext, runId: string, stopping: AbortSignal) {
  const controller = new AbortController();
  let isEnded = false;
  const stop = () => controller.abort(stopping.reason);
  stopping.addEventListener("abort", stop, { once: true });
  if (stopping.aborted) stop();
  const stopWatching = context.eventListener.watch(runId, () => {
    runningRun(context, runId).then(
      (run) => {
        if (run) return;
        isEnded = true;
        controller.abort(new RegionaryError("CANCELLED", "The evaluation was ended."));
      },
      () => undefined, // the database is away: the next notification asks again, and so does the next shard
    );
  });
  return {
    signal: controller.signal,
    ended: () => isEnded,
    letGo: () => {
      stopping.removeEventListener("abort", stop);
      stopWatching();
    },
  };
}
