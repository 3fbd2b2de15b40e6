import path from "node:path";
import { createBenchmarkSet } from "../../../src/services/benchmarks/create-benchmark-set";
import { evaluateHere } from "../../../src/services/evaluations/runs/evaluate-here";
import { addImage } from "../../../src/services/images/add-image";
import { importModel } from "../../../src/services/models/import-model";
import { tuneModel } from "../../../src/services/models/tune-model";
import { createVocabulary } from "../../../src/services/vocabularies/create-vocabulary";
import type { BenchmarkSetRow } from "../../../src/storage/benchmarks/benchmark-sets";
import {
  addModelVersion,
  findActiveModelVersion,
  type ModelVersionRow,
} from "../../../src/storage/models/model-versions";
import { picture } from "../../helpers/pictures/pictures";
import { referencePath } from "../../helpers/region-text/reference";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { describeWithShared } from "../../helpers/shared";

const LABELS = ["red", "round", "tall", "near", "old"];
const PICTURES = 12;

describeWithShared("reference/region-text")("tuning the share of the whole picture", () => {
  let service: TestService;
  let set: BenchmarkSetRow;
  let clip: ModelVersionRow;
  let imageIds: string[];
  const signal = new AbortController().signal;
  const db = () => service.app.context.db;
  const importFolder = async (name: string, folder: string) => {
    const request = { name, checkpointPath: path.join(referencePath, folder), heads: null, backbone: null };
    return (await importModel(db(), request, service.directory)).model;
  };
  let tuned: Awaited<ReturnType<typeof tuneModel>>;
  const tune = (version: ModelVersionRow, stop = new AbortController(), onProgress = () => {}) =>
    tuneModel(service.app.context, { version, set }, { signal: stop.signal, onProgress });

  beforeAll(async () => {
    service = await startTestService({ bare: true });
    const labels = LABELS.map((label) => ({ label }));
    const { vocabulary } = await createVocabulary(db(), { name: "words", labels });
    imageIds = [];
    for (let seed = 1; seed <= PICTURES; seed++) {
      imageIds.push((await addImage(db(), { bytes: await picture(seed), addedByPerson: true })).image.id);
    }
    const images = imageIds.map((imageId, i) => ({ imageId, present: [LABELS[(i * i) % LABELS.length]!] }));
    const wanted = { name: "noise", vocabularyId: vocabulary.id, unlisted: "ABSENT", images } as const;
    ({ set } = await createBenchmarkSet(db(), wanted));
    clip = await importFolder("clip", "clip");
    tuned = await tune(clip);
  });
  afterAll(() => service.stop());

  it("finds for each share the mean AP that an evaluation of such a version reports", async () => {
    const { report } = tuned;
    expect(report.measured.map(({ share }) => share)).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
    ]);
    expect(new Set(report.measured.map(({ macro }) => macro)).size).toBeGreaterThan(2);
    for (const share of [0, 0.3, 1]) {
      const score = { ...clip.description.score, whole: { share, isTuned: true } };
      const { model } = await addModelVersion(db(), {
        ...{ name: `clip at ${share}`, backboneId: clip.backboneId, packageHash: clip.packageHash },
        ...{ description: { ...clip.description, score }, spaceId: clip.spaceId },
      });
      const request = { benchmarkSetId: set.id, modelVersionId: model.id, resamples: 0 };
      const evaluated = await evaluateHere(service.app.context, request, {
        signal,
        onProgress: () => undefined,
      });
      const { macro } = evaluated.report.sections[0]!.meanAveragePrecision;
      expect(report.measured.find((one) => one.share === share)!.macro).toBeCloseTo(macro!, 12);
    }
  });

  it("stores the best as the next version, which shares all but the share, and shows it", async () => {
    const { model, report } = tuned;
    const best = Math.max(...report.measured.map(({ macro }) => macro!));
    expect(report.measured.find(({ share }) => share === report.best)!.macro).toBe(best);
    expect(model).toMatchObject({ name: "clip", packageHash: clip.packageHash, spaceId: clip.spaceId });
    expect(model.version).toBe(clip.version + 1);
    const score = { ...clip.description.score, whole: { share: report.best, isTuned: true } };
    expect(model.description).toEqual({ ...clip.description, score });

    const { data } = await service.query(
      `query { modelVersionByName(name: "clip") { version wholeShare { share isTuned } choices { name value } } }`,
    );
    expect(data.modelVersionByName).toEqual({
      version: model.version,
      wholeShare: { share: report.best, isTuned: true },
      choices: [
        { name: "regions", value: "naclip_reduced" },
        { name: "evidence", value: "published" },
      ],
    });
  });

  it("is stored once, and the same files imported again leave it", async () => {
    const { model } = tuned;
    expect(await tune(model)).toMatchObject({ alreadyStored: true, model: { id: model.id } });
    expect((await importFolder("clip", "clip")).id).toBe(model.id);
  });

  it("leaves the active version and the regions that are cached, which the tuned version uses too", async () => {
    const { model } = tuned;
    expect((await findActiveModelVersion(db()))!.id).toBe(clip.id);
    const { models, regions } = service.app.context;
    const made = await regions.regionsOf(clip, imageIds[0]!);
    await regions.settle();
    const count = () => db().prisma.regions.count();
    const cached = await count();
    expect(await regions.regionsOf(model, imageIds[0]!)).toEqual(made);
    await regions.settle();
    expect(await count()).toBe(cached);
    const [before, after] = [await models.loaded(clip), await models.loaded(model)];
    expect(after.encoderHash).toBe(before.encoderHash);
  });

  it("stores nothing when it is stopped", async () => {
    const tips = await importFolder("tips", "tips");
    const stop = new AbortController();
    const stopped = tune(tips, stop, () => stop.abort(new Error("stopped")));
    await expect(stopped).rejects.toThrow("stopped");
    const { data } = await service.query(
      `query { modelVersionByName(name: "tips") { version wholeShare { share isTuned } } }`,
    );
    expect(data.modelVersionByName).toEqual({ version: 1, wholeShare: { share: 0.5, isTuned: false } });
  });

  it("is refused for a model whose score is by training a probability of the whole picture", async () => {
    const siglip = await importFolder("siglip", "siglip");
    await expect(tune(siglip)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringContaining("the probability that a label describes the whole picture"),
    });
  });
});
