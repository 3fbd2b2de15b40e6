import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { writeShardFile } from "../../../src/services/evaluations/shards/shard-files";
import { sweepFiles } from "../../../src/services/work/sweep-files";
import { startEvaluationRun } from "../../../src/storage/evaluations/evaluation-runs";
import { recordEvaluationShard } from "../../../src/storage/evaluations/evaluation-shards";
import {
  createTraining,
  deleteTraining,
  endTraining,
  trainingJobKey,
} from "../../../src/storage/trainings/trainings";
import { listLabelVectors } from "../../../src/storage/vocabularies/label-vectors";
import { chooseRecipe } from "../../../src/training/recipe-options";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { storeEvaluation, storeFeatureSet } from "../../helpers/evaluations/stored-evaluations";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { type StoredModel, storeModelAndImages } from "../../helpers/services/stored-batches";

const TWO_DAYS_AGO = new Date(Date.now() - 48 * 3_600_000);

describe("what is left of work that is no more", () => {
  const directory = directoryPerTest();
  let database: TestDatabase;
  let stored: StoredModel;
  let set: Awaited<ReturnType<typeof storeFeatureSet>>;
  beforeAll(async () => {
    database = await createTestDatabase();
    stored = await storeModelAndImages(database.url, 0);
    set = await storeFeatureSet(stored, { name: "features", count: 5 });
  });
  afterAll(async () => {
    await stored.db.close();
    await database.drop();
  });
  const inTrainings = (...names: string[]) => path.join(directory(), "trainings", ...names);
  const evaluations = () => path.join(directory(), "evaluations");
  const sweep = () =>
    sweepFiles({
      ...{ db: stored.db, dataDirectory: directory(), trainingDirectory: inTrainings() },
      evaluations: { directory: evaluations() },
    });
  const startTraining = async () => {
    const [vectors] = await listLabelVectors(stored.db, [stored.vocabulary.id]);
    const { id } = await createTraining(stored.db, {
      spaceId: vectors!.spaceId,
      ...{ setId: set.id, backboneId: stored.model.backboneId, name: "trained", seed: 1 },
      recipe: chooseRecipe("general", {}),
      settings: { heads: 1, channelDim: 1, threads: 1, activate: false },
      ...{ dataHash: "0".repeat(64), idempotencyKey: null, requestHash: "0".repeat(64) },
    });
    await mkdir(inTrainings(id, "checkpoints"), { recursive: true });
    return id;
  };
  const lockJob = (id: string) =>
    stored.db.pool.query(
      "UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'regionary-1-0' WHERE key = $1",
      [trainingJobKey(id)],
    );

  it("is removed of trainings that ended or were deleted, but not of one whose job still runs, nor of one that goes on", async () => {
    const { db } = stored;
    const [waiting, ended, deleted, stopping] = [
      await startTraining(),
      await startTraining(),
      await startTraining(),
      await startTraining(),
    ];
    await lockJob(stopping);
    await endTraining(db, ended, "CANCELLED", null);
    await deleteTraining(db, deleted);
    await deleteTraining(db, stopping);
    await writeFile(inTrainings("notes.txt"), "not ours");
    await sweep();
    expect((await readdir(inTrainings())).sort()).toEqual([waiting, stopping, "notes.txt"].sort());
  });

  it("is removed of evaluation runs when it has been there for a day, but not what a run has recorded", async () => {
    const { db } = stored;
    const run = await storeEvaluation(stored, set, 5);
    await startEvaluationRun(db, run.id, 1);
    await mkdir(evaluations());
    const write = (content: string) => writeShardFile(evaluations(), `${run.id}-0`, Buffer.from(content));
    const [recorded, old, fresh] = [await write("recorded"), await write("old"), await write("fresh")];
    const shard = { position: 0, fileHash: recorded, images: 5, imagesPerSecond: 1 };
    await recordEvaluationShard(db, run.id, shard);
    const [unfinished, underWay] = [`${run.id}-1.part`, `${run.id}-2.part`];
    for (const name of [unfinished, underWay]) await writeFile(path.join(evaluations(), name), "");
    for (const name of [recorded, old].map((hash) => path.join(hash.slice(0, 2), hash)).concat(unfinished))
      await utimes(path.join(evaluations(), name), TWO_DAYS_AGO, TWO_DAYS_AGO);
    await sweep();
    const names = (await readdir(evaluations(), { recursive: true })).map((name) => path.basename(name));
    expect(names).toEqual(expect.arrayContaining([recorded, fresh, underWay]));
    expect(names).not.toContain(old);
    expect(names).not.toContain(unfinished);
  });

  it("is removed where a crash left it unsaid whose the directory is", async () => {
    await writeFile(path.join(directory(), "database-id"), "");
    const id = await startTraining();
    await deleteTraining(stored.db, id);
    await sweep();
    expect(await readdir(inTrainings())).toEqual([]);
  });

  it("stays where the directory is another database's", async () => {
    await writeFile(path.join(directory(), "database-id"), "another");
    const id = await startTraining();
    await deleteTraining(stored.db, id);
    await sweep();
    expect(await readdir(inTrainings())).toEqual([id]);
  });
});
