import { RegionaryError } from "../../../errors";
import { findBenchmarkSets } from "../../../storage/benchmarks/benchmark-sets";
import { completeEvaluationRun } from "../../../storage/evaluations/evaluation-reports";
import { evaluationRuns } from "../../../storage/evaluations/evaluation-runs";
import {
  forgetEvaluationShards,
  listEvaluationShards,
  recordEvaluationShard,
} from "../../../storage/evaluations/evaluation-shards";
import { recordProgress } from "../../../storage/work/change-work";
import { hasEnded } from "../../../storage/work/work-states";
import type { ServiceContext } from "../../context";
import { beginHere, refuseUnfit, servedHere } from "../../work/host";
import { measureShards, shardImagesAt } from "../shards/measure-shards";
import { planRun } from "./plan-run";

/** After this many losses of scores that had just been stored, the database cannot be trusted. */
const MOST_REPAIRS = 3;

/**
 * Makes a run, or continues it after its recorded shards: its report is the same bytes however often it
 * was interrupted. Throws when the signal fires, and `UnfitHost` where a host of another kind has begun it.
 */
export async function executeEvaluationRun(
  context: ServiceContext,
  runId: string,
  signal: AbortSignal,
): Promise<void> {
  const { db } = context;
  const [found] = await evaluationRuns.find(db, [runId]);
  if (!found || hasEnded(found.state)) return;
  const [set] = await findBenchmarkSets(db, [found.benchmarkSetId]);
  if (!set) return; // deleted with the run
  const version = await context.models.byId(found.modelVersionId);
  const model = await context.models.loaded(version);
  const labels = await context.vocabularies.recent(set.vocabularyId);
  const vocabulary = await context.vectorsFor(labels, version, signal);
  const beginning = beginHere(servedHere(context, version, model));
  refuseUnfit(found.fixed, beginning);
  const best = model.batchSize(set.kind === "FEATURES" ? "values" : "pictures");
  const run = await evaluationRuns.begin(
    db,
    runId,
    { ...beginning, phase: "MEASURING" },
    { batchImages: best },
  );
  if (!run) return;
  const { total, shardImages, batchImages } = run;
  if (!batchImages) throw new Error(`The evaluation run ${runId} has begun without choosing its batches.`);
  const plan = await planRun(db, set, run);
  const { inTurn, lend, reader } = context.evaluations;
  const count = Math.ceil(set.total / shardImages);
  const division = { total, shardImages, batchImages };
  const measurement = { db, set, model, vocabulary, shares: [null], signal, lend, reader };
  const work = { ...measurement, division, plan, inTurn };
  for (let repairs = 0; repairs <= MOST_REPAIRS; repairs++) {
    const shards = await measureMissing();
    signal.throwIfAborted();
    // Canceled from elsewhere, and perhaps resumed by now: a partial report must not complete it.
    if (shards.length < count) return;
    await reader.rest();
    if (!(await recordProgress(db, runId, { phase: "REDUCING" }))) return;
    const hashes = shards.map(({ blobHash }) => blobHash);
    const measured = { url: db.url, hashes, plan };
    const figures = { run: measured, resamples: run.resamples };
    const made = await context.evaluations.reducer.run("report", figures, signal);
    if ("json" in made) {
      await completeEvaluationRun(db, runId, made.json);
      return;
    }
    const lost = made.lost.map((place) => shards[place]!.position);
    // A damaged one would count as stored when it is measured again.
    for (const place of made.lost) await db.blobs.remove(hashes[place]!);
    await forgetEvaluationShards(
      db,
      runId,
      lost.map((position) => ({ position, images: shardImagesAt(run, position) })),
    );
  }
  throw new RegionaryError(
    "STORAGE_UNAVAILABLE",
    "Scores of the evaluation were lost again after they had been stored. Check the database, then resume the run.",
  );

  async function measureMissing() {
    const recorded = new Set((await listEvaluationShards(db, runId)).map(({ position }) => position));
    const missing = Array.from({ length: count }, (_, position) => position).filter(
      (position) => !recorded.has(position),
    );
    await measureShards(work, missing, ({ blobHashes: [blobHash], ...shard }) =>
      recordEvaluationShard(db, runId, { ...shard, blobHash: blobHash! }),
    );
    return listEvaluationShards(db, runId);
  }
}
