import { readdir } from "node:fs/promises";
import path from "node:path";
import { fromGlobalId, toGlobalId } from "../../../src/services/global-id";
import { eventually } from "../../helpers/eventually";
import { type ColorSet, storeColorSet } from "../../helpers/pictures/labeled-colors";
import { mutate } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import {
  askToTrain,
  endedTraining,
  readTraining,
  TRAINING_EVENTS,
} from "../../helpers/trainings/training-steps";

const NO_BACKBONE = toGlobalId("Backbone", "00000000-0000-7000-8000-000000000000");

describe("a training on stored images", () => {
  let service: TestService;
  let set: ColorSet;
  beforeAll(async () => {
    service = await startTestService();
    set = await storeColorSet(service, "colors", 30);
  });
  afterAll(() => service.stop());

  const classify = async (imageId: string) => {
    const input = { image: { imageId }, vocabularyId: set.vocabularyId, topK: 1 };
    const fields = "... on Classified { prediction { labels { label { label } } } }";
    return (await mutate(service, "classify", input, fields)).prediction.labels[0].label.label;
  };
  const events = async (id: string, after = 0) =>
    (await service.collect(TRAINING_EVENTS, { id, after })).map(({ data }) => data.trainingEvents);

  it("makes an active model that knows its images, reports its progress, and answers others meanwhile", async () => {
    const { training } = await askToTrain(service, { benchmarkSetId: set.id, activate: true });
    expect(training).toMatchObject({ state: expect.stringMatching(/QUEUED|RUNNING/), modelVersion: null });
    const watching = events(training.id);
    expect(["red", "green", "blue"]).toContain(await classify(set.images[0]!.imageId));

    const ended = await endedTraining(service, training.id);
    expect(ended).toMatchObject({
      ...{ state: "COMPLETED", errorMessage: null },
      report: { images: 30, labels: 3, validatedImages: 6 },
      modelVersion: { name: "trained", version: 1, active: true },
    });
    expect(ended.report.validations.map(({ epoch }: { epoch: number }) => epoch)).toEqual([
      4, 6, 8, 10, 12, 14, 16, 18, 20,
    ]);
    expect(ended.modelVersion.training).toMatchObject({ set: "colors", seed: 1, dataHash: ended.dataHash });

    const seen = await watching;
    expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_, index) => index + 1));
    expect(seen.at(-1)).toMatchObject({
      state: "COMPLETED",
      progress: { phase: "FINE_TUNING", step: 144, steps: 144 },
    });
    expect(seen.filter(({ progress }) => progress?.loss != null).length).toBeGreaterThan(20);
    expect(await events(training.id, 5)).toEqual(seen.slice(5));

    let right = 0;
    for (const { imageId, present } of set.images) if ((await classify(imageId)) === present[0]) right++;
    expect(right).toBeGreaterThanOrEqual(25); // chance is 10
    await eventually(
      "nothing is left of it",
      async () => (await readdir(path.join(service.directory, "trainings"))).length === 0,
    );
  });

  it("can be canceled, leaves no model, and is deleted with its events", async () => {
    const { training } = await askToTrain(service, { benchmarkSetId: set.id, name: "never", epochs: 1_000 });
    const fields = "... on CancelledTraining { alreadyEnded training { state } }";
    const { id } = training;
    expect(await mutate(service, "cancelTraining", { id }, fields)).toMatchObject({
      ...{ alreadyEnded: false, training: { state: "CANCELLED" } },
    });
    expect((await events(id)).at(-1)).toMatchObject({ state: "CANCELLED" });
    expect(await mutate(service, "cancelTraining", { id }, fields)).toMatchObject({ alreadyEnded: true });
    const { data } = await service.query("{ modelVersions(first: 10) { edges { node { name } } } }");
    expect(JSON.stringify(data)).not.toContain("never");
    await mutate(service, "deleteTraining", { id }, "... on Deleted { id }");
    expect(await readTraining(service, id)).toBeNull();
  });

  it("goes on where it was canceled once it is resumed", async () => {
    const { id } = (await askToTrain(service, { benchmarkSetId: set.id, name: "resumed", epochs: 40 }))
      .training;
    await eventually("an epoch is kept", async () => {
      return (
        (await service.app.context.db.prisma.trainingCheckpoint.count({
          where: { trainingId: fromGlobalId("Training", id) },
        })) > 0
      );
    });
    await mutate(service, "cancelTraining", { id }, "... on CancelledTraining { training { state } }");
    const { sequence } = (await events(id)).at(-1);
    const resumed = await mutate(service, "resumeWork", { id }, "... on ResumedWork { work { id } }");
    expect(resumed).toMatchObject({ work: { id } });
    const after = await events(id, sequence);
    expect(after.at(-1)).toMatchObject({ state: "COMPLETED" });
    const searching = after.filter(({ progress }) => progress?.phase === "SEARCHING");
    expect(Math.min(...searching.map(({ progress }) => progress.step))).toBeGreaterThan(1); // where a new one begins
    await mutate(service, "deleteTraining", { id }, "");
  });

  it("does not activate its model if it is canceled while that is being stored", async () => {
    const { db } = service.app.context;
    const active = () => db.prisma.modelVersion.findFirst({ where: { active: true } });
    const before = await active();
    const holder = await db.pool.connect();
    await holder.query("BEGIN; SELECT pg_advisory_xact_lock(hashtext('model-versions'))");
    const input = { benchmarkSetId: set.id, name: "late", epochs: 1, activate: true };
    const { training } = await askToTrain(service, input);
    try {
      await eventually("its model is being stored", async () => {
        const { rows } = await db.pool.query(
          `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        );
        return rows.length > 0;
      });
      await mutate(service, "cancelTraining", { id: training.id }, "");
    } finally {
      await holder.query("COMMIT"); // or every later training would wait for it too
      holder.release();
    }
    await eventually(
      "it has stopped",
      async () => (await readdir(path.join(service.directory, "trainings"))).length === 0,
    );
    expect(await readTraining(service, training.id)).toMatchObject({
      state: "CANCELLED",
      modelVersion: null,
    });
    expect(await active()).toEqual(before);
    await mutate(service, "deleteTraining", { id: training.id }, "");
  });

  it("is created once for one idempotency key, which is refused for another request", async () => {
    const input = { benchmarkSetId: set.id, idempotencyKey: "once", epochs: 1 };
    const [first, again] = [await askToTrain(service, input), await askToTrain(service, input)];
    expect(again.training.id).toBe(first.training.id);
    expect(await askToTrain(service, { ...input, seed: 2 })).toMatchObject({ __typename: "ConflictError" });
    await endedTraining(service, first.training.id);
  });

  it("is the same when requested again with its key and without threads", async () => {
    const input = { benchmarkSetId: set.id, idempotencyKey: "before and after", epochs: 1, threads: null };
    const { training } = await askToTrain(service, input);
    expect((await askToTrain(service, input)).training.id).toBe(training.id);
    await endedTraining(service, training.id);
  });

  it("keeps its set from being deleted, as the answer says", async () => {
    const { training } = await askToTrain(service, { benchmarkSetId: set.id, name: "learner", epochs: 1 });
    expect(await mutate(service, "deleteBenchmarkSet", { id: set.id }, "")).toMatchObject({
      code: "IN_USE",
      message: expect.stringMatching(/trainings? of "learner"/),
    });
    await endedTraining(service, training.id);
  });

  it.each([
    ["options with the official recipe", { recipe: "OFFICIAL" }, "takes no options"],
    ["a batch outside its bounds", { batch: 1 }, "batch must be a whole number from 2 to 256; got 1"],
    ["a batch larger than the set", { batch: 64 }, '"colors" has 30 images: too few'],
    ["heads that do not divide the channels", { heads: 3 }, "divides channelDim, 8; got 3"],
    ["a backbone that does not exist", { backboneId: NO_BACKBONE }, "There is no backbone with that id"],
    ["the id of something that is not a backbone", { backboneId: "tiny" }, "is not an id of this service"],
    ["an invalid name", { name: "a b" }, "letters, digits"],
  ])("refuses %s", async (_, wrong, message) => {
    const answer = await askToTrain(service, { benchmarkSetId: set.id, ...wrong });
    expect(answer.__typename).toMatch(/InvalidInputError|NotFoundError/);
    expect(answer.message).toContain(message);
  });

  it("fails, saying why, when too few images have a label", async () => {
    const images = set.images.map(({ imageId }, n) => ({ imageId, present: n < 3 ? ["red"] : [] }));
    const input = { name: "poor", vocabularyId: set.vocabularyId, images };
    const fields = "... on CreatedBenchmarkSet { benchmarkSet { id } }";
    const { benchmarkSet } = await mutate(service, "createBenchmarkSet", input, fields);
    const { training } = await askToTrain(service, { benchmarkSetId: benchmarkSet.id });
    expect(await endedTraining(service, training.id)).toMatchObject({
      state: "FAILED",
      errorMessage: expect.stringContaining("3 images of the set have a label to learn: too few"),
    });
  });
});
