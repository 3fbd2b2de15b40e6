import { readdir } from "node:fs/promises";
import path from "node:path";
import { fromGlobalId, toGlobalId } from "../../../src/services/global-id";
import { runQuantization } from "../../../src/services/models/quantizations/run-quantization";
import { findActiveModelVersion } from "../../../src/storage/models/model-versions";
import { quantizations } from "../../../src/storage/models/quantizations";
import { deleteWork } from "../../../src/storage/work/change-work";
import { readWorkEvents } from "../../../src/storage/work/work-events";
import { eventually } from "../../helpers/eventually";
import { addPicture, createVocabulary, mutate } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { endedWork } from "../../helpers/services/work-steps";

const OWN = `... on ModelQuantization { name rangeImages modelVersion { name } result { name version active }
  report { source rangeImages measuredImages passes topLabels { vocabulary } } }`;

const strangeImage = (n: number) => toGlobalId("Image", `00000000-0000-7000-8000-00000000000${n}`);

describe("a quantization", () => {
  let service: TestService;
  let modelVersionId: string;
  let imageIds: string[];
  beforeAll(async () => {
    service = await startTestService();
    modelVersionId = (await findActiveModelVersion(service.app.context.db))!.id;
    imageIds = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => addPicture(service, seed)));
  });
  afterAll(() => service.stop());
  const quantize = (input: Record<string, unknown>) =>
    mutate(
      service,
      "quantizeModel",
      { modelVersionId: toGlobalId("ModelVersion", modelVersionId), imageIds, rangeImages: 2, ...input },
      "... on AcceptedModelQuantization { quantization { id } }",
    );

  it("requested by a mutation is durable work that makes an 8-bit version and measures it", async () => {
    const vocabularyId = await createVocabulary(service);
    const { quantization } = await quantize({ vocabularyId, idempotencyKey: "once" });
    expect((await quantize({ vocabularyId, idempotencyKey: "once" })).quantization).toEqual(quantization);
    expect(await quantize({ idempotencyKey: "once" })).toMatchObject({ code: "CONFLICT" });
    const { work, events } = await endedWork(service, quantization.id, OWN);
    expect(work).toMatchObject({
      ...{ kind: "QUANTIZATION", state: "COMPLETED", done: 6, total: 6, name: "tiny-int8", rangeImages: 2 },
      ...{ basis: { provider: "CPU", precision: "INT8" }, modelVersion: { name: "tiny" } },
      result: { name: "tiny-int8", version: 1, active: false },
      report: { source: "tiny@1", rangeImages: 2, measuredImages: 4, passes: true },
    });
    const phases = events.map(({ phase }) => phase);
    expect([...new Set(phases)]).toEqual([null, "FINDING_RANGES", "MEASURING", "STORING"]);
    const temporary = () => readdir(path.join(service.directory, "tmp"));
    await eventually("nothing is left of it", async () => (await temporary()).length === 0);
  });

  it.each([
    ["all images for the ranges", { rangeImages: 6 }, "INVALID_INPUT"],
    ["a single image", { imageIds: [] }, "INVALID_INPUT"],
    ["images that are not stored", { imageIds: [1, 2, 3].map(strangeImage) }, "NOT_FOUND"],
  ])("is refused with %s", async (_, wrong, code) => {
    expect(await quantize(wrong)).toMatchObject({ code });
  });

  it("of what is in 8 bits already is refused before it is accepted, and says why", async () => {
    const { db } = service.app.context;
    const int8 = await db.prisma.modelVersion.findFirstOrThrow({ where: { name: "tiny-int8" } });
    const before = await db.prisma.work.count();
    expect(await quantize({ modelVersionId: toGlobalId("ModelVersion", int8.id) })).toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringContaining("computes in 8 bits already"),
    });
    expect(await db.prisma.work.count()).toBe(before);
  });

  it("says which of its images was deleted", async () => {
    const { context } = service.app;
    const { db } = context;
    const own = imageIds.map((id) => fromGlobalId("Image", id));
    own[1] = fromGlobalId("Image", strangeImage(1));
    const asked = { modelVersionId, name: "lacking", imageIds: own, forRanges: 1, vocabularyId: null };
    const accepted = { total: own.length, requestHash: "", idempotencyKey: null };
    // Not by a job: the running service would take it.
    const { id } = await quantizations.create(db, asked, accepted, { madeBy: "caller" });
    await expect(runQuantization(context, id, new AbortController().signal)).rejects.toMatchObject({
      ...{ code: "NOT_FOUND", message: "Image 2 of 6 was deleted." },
    });
    await deleteWork(db, "QUANTIZATION", id);
  });

  it("stops when it is canceled, and stores nothing", async () => {
    const { quantization } = await quantize({ name: "canceled", imageIds, rangeImages: 5 });
    await mutate(service, "cancelWork", { id: quantization.id }, "... on CancelledWork { work { state } }");
    const { work } = await endedWork(service, quantization.id, OWN);
    expect(work).toMatchObject({ state: "CANCELLED", result: null });
    expect(await service.app.context.db.prisma.modelVersion.count({ where: { name: "canceled" } })).toBe(0);
  });

  it("starts over in the next process if its own stops, and is done once", async () => {
    const { context } = service.app;
    const { db } = context;
    const ids = (await db.prisma.image.findMany()).map(({ id }) => id);
    const asked = { modelVersionId, name: "stopped", imageIds: ids, forRanges: 2, vocabularyId: null };
    const accepted = { total: ids.length, requestHash: "", idempotencyKey: null };
    // Not by a job: the running service would take it.
    const work = await quantizations.create(db, asked, accepted, { madeBy: "caller" });
    const stopping = new AbortController();
    const running = runQuantization(context, work.id, stopping.signal);
    await eventually("it has begun", async () => (await readWorkEvents(db, work.id, 2, 1)).length > 0);
    stopping.abort(new Error("The service is stopping."));
    await running.catch((error: Error) => expect(error.message).toBe("The service is stopping."));
    await runQuantization(context, work.id, new AbortController().signal);
    expect((await quantizations.find(db, [work.id]))[0]).toMatchObject({ state: "COMPLETED", done: 6 });
    expect(await db.prisma.modelVersion.count({ where: { name: "stopped" } })).toBe(1);
  });
});
