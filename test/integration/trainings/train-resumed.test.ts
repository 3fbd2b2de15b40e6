import { readdir } from "node:fs/promises";
import path from "node:path";
import { importWordVectors } from "../../../src/storage/vocabularies/word-vectors";
import { readWordVectors } from "../../../src/vocabulary/read-word-vectors";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { eventually } from "../../helpers/eventually";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { tinyWordVectors } from "../../helpers/models/tiny-model";
import { storeColorSet } from "../../helpers/pictures/labeled-colors";
import { killLeftovers, startServiceProcess } from "../../helpers/services/service-process";
import { storeModelAndImages } from "../../helpers/services/stored-batches";
import { askToTrain, endedTraining, readTraining } from "../../helpers/trainings/training-steps";

jest.setTimeout(180_000); // four processes, one after the other

describe("a service that is killed in the middle of a training", () => {
  let database: TestDatabase;
  const directory = directoryPerTest();
  const start = () => startServiceProcess({ DATABASE_URL: database.url, REGIONARY_DATA_DIR: directory() });
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await killLeftovers();
    await database.drop();
  });

  it("goes on after each kill, and ends with the weights of one that was not disturbed", async () => {
    const { db } = await storeModelAndImages(database.url, 0);
    await importWordVectors(db, "tiny", readWordVectors(await tinyWordVectors(directory())));
    await db.close();
    let service = await start();
    const { id: benchmarkSetId } = await storeColorSet(service, "colours", 30);
    const undisturbed = (await askToTrain(service, { benchmarkSetId, name: "undisturbed" })).training.id;
    const { modelVersion } = await endedTraining(service, undisturbed);

    const { id } = (await askToTrain(service, { benchmarkSetId, name: "killed" })).training;
    const reaches = (step: number) =>
      eventually(`step ${step}`, async () => {
        const { progress, state } = await readTraining(service, id);
        if (state === "COMPLETED") throw new Error(`the training ended before step ${step}`);
        return progress?.phase !== "PREPARING" && progress?.step >= step;
      });
    for (const step of [1, 50, 124]) {
      await reaches(step);
      expect(await service.end(["SIGKILL"])).toMatchObject({ signal: "SIGKILL" });
      service = await start();
    }
    const ended = await endedTraining(service, id);
    expect(ended).toMatchObject({ state: "COMPLETED", errorMessage: null });
    expect(ended.modelVersion.headHash).toBe(modelVersion.headHash);
    await eventually(
      "nothing is left of it",
      async () => (await readdir(path.join(directory(), "trainings"))).length === 0,
    );
    expect(await service.end(["SIGTERM"])).toMatchObject({ code: 0 });
  });
});
