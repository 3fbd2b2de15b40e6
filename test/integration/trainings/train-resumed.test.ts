import { readdir } from "node:fs/promises";
import path from "node:path";
import { fromGlobalId } from "../../../src/services/global-id";
import { trainingEventOf } from "../../../src/storage/trainings/trainings";
import { importWordVectors } from "../../../src/storage/vocabularies/word-vectors";
import { readWorkEvents } from "../../../src/storage/work/work-events";
import { readWordVectors } from "../../../src/vocabulary/files/read-word-vectors";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { eventually } from "../../helpers/eventually";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { tinyWordVectors } from "../../helpers/models/tiny-model";
import { storeColorSet } from "../../helpers/pictures/labeled-colors";
import { killLeftovers, startServiceProcess } from "../../helpers/services/service-process";
import { storeModelAndImages } from "../../helpers/services/stored-batches";
import { askToTrain, endedTraining, readTraining } from "../../helpers/trainings/training-steps";

/** Of 30 images in batches of 4; a checkpoint is kept after each. */
const STEPS_PER_EPOCH = 8;

describe("a service that is killed in the middle of a training", () => {
  let database: TestDatabase;
  const directory = directoryPerTest();
  const on = (host: string) => path.join(directory(), host);
  const startOn = (host: string) =>
    startServiceProcess({ DATABASE_URL: database.url, REGIONARY_DATA_DIR: on(host) });
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await killLeftovers();
    await database.drop();
  });

  it("leaves it to others after each kill, and the weights are those of an undisturbed training", async () => {
    const { db } = await storeModelAndImages(database.url, 0);
    await importWordVectors(db, "tiny", readWordVectors(await tinyWordVectors(directory())));
    let service = await startOn("first");
    const { id: benchmarkSetId } = await storeColorSet(service, "colors", 30);
    const undisturbed = (await askToTrain(service, { benchmarkSetId, name: "undisturbed" })).training.id;
    const { modelVersion } = await endedTraining(service, undisturbed);

    const { id } = (await askToTrain(service, { benchmarkSetId, name: "killed" })).training;
    const reaches = (step: number) =>
      eventually(`step ${step}`, async () => {
        const { progress, state } = await readTraining(service, id);
        if (state === "COMPLETED") throw new Error(`the training ended before step ${step}`);
        return progress?.phase !== "PREPARING" && progress?.step >= step;
      });
    const kills = [
      [1, "first"],
      [50, "second"],
      [124, "third"],
    ] as const;
    for (const [step, next] of kills) {
      await reaches(step);
      expect(await service.end(["SIGKILL"])).toMatchObject({ signal: "SIGKILL" });
      service = await startOn(next);
    }
    const ended = await endedTraining(service, id);
    expect(ended).toMatchObject({ state: "COMPLETED", errorMessage: null });
    expect(ended.modelVersion.headHash).toBe(modelVersion.headHash);
    await eventually(
      "nothing is left of it",
      async () =>
        (await readdir(path.join(on("third"), "trainings"))).length === 0 &&
        (await db.prisma.trainingCheckpoint.count()) === 0,
    );
    const events = await readWorkEvents(db, fromGlobalId("Training", id), 0, 10_000);
    const steps = events
      .map(trainingEventOf)
      .flatMap(({ progress }) => (!progress || progress.phase === "PREPARING" ? [] : [progress.step]));
    const falls = steps.slice(1).map((step, at) => steps[at]! - step);
    expect(Math.max(...falls)).toBeLessThan(STEPS_PER_EPOCH);
    await db.close();
    expect(await service.end(["SIGTERM"])).toMatchObject({ code: 0 });
  });
});
