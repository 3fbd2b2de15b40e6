import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { sweepFiles } from "../../../../src/services/work/files/sweep-files";
import { deleteWork, endWork } from "../../../../src/storage/work/change-work";
import { jobKey } from "../../../../src/storage/work/work-jobs";
import { createTestDatabase, type TestDatabase } from "../../../helpers/database";
import { storeFeatureSet } from "../../../helpers/evaluations/stored-evaluations";
import { directoryPerTest } from "../../../helpers/files/directory-per-test";
import { type StoredModel, storeModelAndImages } from "../../../helpers/services/stored-batches";
import { storeTraining } from "../../../helpers/trainings/stored-training";

describe("what trainings and models leave on disk", () => {
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
  const sweep = () =>
    sweepFiles({
      ...{ db: stored.db, dataDirectory: directory(), trainingDirectory: inTrainings() },
      modelCacheDirectory: path.join(directory(), "models"),
    });
  const startTraining = async () => {
    const { id } = await storeTraining(stored, set.id);
    await mkdir(inTrainings(id, "checkpoints"), { recursive: true });
    return id;
  };
  const lockJob = (id: string) =>
    stored.db.pool.query(
      "UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'regionary-1-0' WHERE key = $1",
      [jobKey(id)],
    );

  it("is removed if they ended or were deleted, but not if their job still runs or they go on", async () => {
    const { db } = stored;
    const [waiting, ended, deleted, stopping] = [
      await startTraining(),
      await startTraining(),
      await startTraining(),
      await startTraining(),
    ];
    await lockJob(stopping);
    await endWork(db, ended, "CANCELLED", null);
    await deleteWork(db, "TRAINING", deleted);
    await deleteWork(db, "TRAINING", stopping);
    await writeFile(inTrainings("notes.txt"), "not ours");
    await sweep();
    expect((await readdir(inTrainings())).sort()).toEqual([waiting, stopping, "notes.txt"].sort());
  });

  it("is removed of models that were deleted, but not of those that are there", async () => {
    const [kept, deleted] = [stored.model.packageHash, "0".repeat(64)];
    for (const name of [kept, deleted, "timings"])
      await mkdir(path.join(directory(), "models", name), { recursive: true });
    await writeFile(path.join(directory(), "models", deleted, "text.onnx.data"), "weights");
    await sweep();
    expect((await readdir(path.join(directory(), "models"))).sort()).toEqual([kept, "timings"].sort());
  });

  it("is removed if a crash left the directory without an owner", async () => {
    await writeFile(path.join(directory(), "database-id"), "");
    const id = await startTraining();
    await deleteWork(stored.db, "TRAINING", id);
    await sweep();
    expect(await readdir(inTrainings())).toEqual([]);
  });

  it("stays if the directory belongs to another database", async () => {
    await writeFile(path.join(directory(), "database-id"), "another");
    const id = await startTraining();
    await deleteWork(stored.db, "TRAINING", id);
    await sweep();
    expect(await readdir(inTrainings())).toEqual([id]);
  });
});
