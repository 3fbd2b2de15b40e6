import { readFileSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { importModel } from "../../../src/services/models/import-model";
import { createVocabulary } from "../../../src/services/vocabularies/create-vocabulary";
import { findVectorSpaces } from "../../../src/storage/vocabularies/vector-spaces";
import { fromFloat16 } from "../../../src/tensor/float16";
import { evaluate, readRun } from "../../helpers/evaluations/evaluation-steps";
import { referenceArray, referencePath } from "../../helpers/region-text/reference";
import { addImage, mutate, predictAndWait } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { describeWithShared, sharedPath } from "../../helpers/shared";

const PHOTOS = ["cat_720p.jpg", "owl.jpg", "hot_dog.jpg"];
const REGIONS = 49;
const TOP_REGIONS = 2; // 6 of 196, of 49

/** Values of a reference in float32 or float64, as doubles. */
const numbers = (folder: string, name: string) =>
  Array.from(referenceArray(folder, name).data as Float64Array);
const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString("base64url");
const rawId = (id: string) => Buffer.from(id, "base64url").toString().split(":")[1]!;
const prompts: string[] = JSON.parse(
  // The same texts in all folders.
  safeRead(path.join(referencePath, "clip/prompts.json")) ?? "[]",
);

function safeRead(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/** Where a folder has the cosines of regions with texts [3, P, 15], and what a logit is of a cosine. */
const models = [
  {
    folder: "clip",
    fit: "crop",
    regions: "region_cosines_naclip_reduced",
    share: 0.5,
    scale: Math.exp(4.605),
  },
  { folder: "siglip", fit: null, regions: null, share: 1, scale: Math.exp(3.6889) },
  { folder: "siglip/siglip2", fit: null, regions: null, share: 1, scale: Math.exp(3.6889) },
  { folder: "tips", fit: null, regions: "region_cosines_values_residual_mlp", share: 0.5, scale: 1 / 0.02 },
] as const;

/** The score of every photo and text by the reference: the stated mix of the whole picture and its best regions. */
function expectedScores({ folder, regions, share, scale }: (typeof models)[number]): number[] {
  const whole = numbers(folder, "logits_per_image_f64"); // [3, 15]
  if (regions === null) return whole;
  const cosines = numbers(folder, `${regions}_f64`);
  return whole.map((logit, i) => {
    const [photo, text] = [Math.floor(i / prompts.length), i % prompts.length];
    const map = Array.from(
      { length: REGIONS },
      (_, p) => cosines[(photo * REGIONS + p) * prompts.length + text]!,
    );
    const best = map.sort((a, b) => b - a).slice(0, TOP_REGIONS);
    return share * logit + ((1 - share) * scale * (best[0]! + best[1]!)) / TOP_REGIONS;
  });
}

describeWithShared("reference/region-text", "photos")("a model of images and texts", () => {
  let service: TestService;
  let imageIds: string[];
  let vocabularyId: string;
  beforeAll(async () => {
    service = await startTestService({ bare: true });
    // As PNG, because a JPEG of a larger size is reduced while it is decoded, which changes pixels a little.
    const photos = PHOTOS.map((name) =>
      sharp(path.join(sharedPath, "photos", name))
        .png()
        .toBuffer(),
    );
    imageIds = await Promise.all(
      photos.map(async (bytes) => (await addImage(service, await bytes)).image.id),
    );
    const labels = prompts.map((prompt, i) => ({ label: `text ${i}`, prompt }));
    const { vocabulary } = await createVocabulary(service.app.context.db, { name: "texts", labels });
    vocabularyId = globalId("Vocabulary", vocabulary.id);
  });
  afterAll(() => service.stop());

  const activate = async ({ folder, fit }: (typeof models)[number]) => {
    const { db } = service.app.context;
    const name = folder.replace("/", "-");
    const checkpointPath = path.join(referencePath, folder);
    const text = { regions: null, side: null, fit, templates: null };
    const request = { name, checkpointPath, heads: null, backbone: null, text };
    const { model } = await importModel(db, request, service.directory);
    const id = globalId("ModelVersion", model.id);
    await mutate(
      service,
      "activateModelVersion",
      { id },
      "... on ActivatedModelVersion { modelVersion { id } }",
    );
    return model;
  };

  const scoresOf = async (
    ids: readonly string[],
  ): Promise<{ label: { position: number }; score: number; probability: number | null }[][]> => {
    const { id } = await predictAndWait(service, { imageIds: ids, vocabularyId, topK: prompts.length });
    const { data } = await service.query(
      `query ($id: ID!) { predictionBatch(id: $id) { predictions(first: 3) { edges { node {
         labels { label { position } score probability } } } } } }`,
      { id },
    );
    return data.predictionBatch.predictions.edges.map(
      ({ node }: { node: { labels: unknown } }) => node.labels,
    );
  };

  describe.each(models)("$folder", (model) => {
    let id: string;
    beforeAll(async () => {
      id = (await activate(model)).id;
    });

    it("scores photos by texts as its publisher's program does", async () => {
      const expected = expectedScores(model);
      for (const [photo, labels] of (await scoresOf(imageIds)).entries()) {
        expect(labels).toHaveLength(prompts.length);
        for (const { label, score, probability } of labels) {
          expect(score).toBeCloseTo(expected[photo * prompts.length + label.position]!, 1);
          if (model.share === 1) expect(probability).toBeCloseTo(1 / (1 + Math.exp(-score)), 5);
          else expect(probability).toBeNull(); // until an evaluation has calibrated it
        }
      }
    });

    it("maps a label as its publisher's regions do", async () => {
      const { models: registry, regions, vectorsFor, vocabularies } = service.app.context;
      const version = await registry.byId(id);
      const { vectors } = await vectorsFor(await vocabularies.byId(rawId(vocabularyId)), version);
      const loaded = await registry.loaded(version);
      const name = model.regions ?? "region_logits_vanilla";
      const expected = numbers(model.folder, `${name}_f64`); // [3, P, 15], cosines or SigLIP's logits
      for (const [photo, imageId] of imageIds.entries()) {
        const maps = await loaded.maps(await regions.regionsOf(version, rawId(imageId)), vectors); // [P, 15]
        for (const [i, value] of maps.entries()) {
          const wanted = expected[photo * maps.length + i]!;
          expect(value).toBeCloseTo(model.regions === null ? wanted : model.scale * wanted, 1);
        }
      }
    });

    it("gives a picture the same bits alone, among others, and from the cache", async () => {
      const { regions, db } = service.app.context;
      await regions.settle();
      await db.pool.query('DELETE FROM "Regions"');
      const alone = await scoresOf([imageIds[1]!]);
      await regions.settle();
      await db.pool.query('DELETE FROM "Regions"');
      const together = await scoresOf(imageIds);
      await regions.settle();
      expect(together[1]).toEqual(alone[0]);
      expect(await scoresOf(imageIds)).toEqual(together);
    });
  });

  it("shares its text tower with the same model for larger pictures, but not with other templates", async () => {
    const { db } = service.app.context;
    const importClip = (name: string, choices: { side?: number; templates?: "ensemble" }) => {
      const text = {
        regions: null,
        side: choices.side ?? null,
        fit: null,
        templates: choices.templates ?? null,
      };
      const checkpointPath = path.join(referencePath, "clip");
      return importModel(db, { name, checkpointPath, heads: null, backbone: null, text }, service.directory);
    };
    const { model: native } = await importClip("clip", {});
    const { model: larger } = await importClip("clip-80", { side: 80 });
    const { model: ensemble } = await importClip("clip-7", { templates: "ensemble" });
    expect(larger.spaceId).toBe(native.spaceId);
    expect(ensemble.spaceId).not.toBe(native.spaceId);
    expect(larger.description.grid).toEqual({ height: 10, width: 10, regionSize: 32 });
    expect(larger.description.choices).toMatchObject({ positions: "bicubic_size" });
    const [space] = await findVectorSpaces(db, [ensemble.spaceId!]);
    expect(space!.encoder!.templates).toHaveLength(7);
  });

  it("sees a larger picture through windows of its own size", async () => {
    const { db, regions, models: registry } = service.app.context;
    const text = { side: 80, tiles: true }; // windows of 7 cells, every 3
    const checkpointPath = path.join(referencePath, "clip");
    const request = { name: "tiled", checkpointPath, heads: null, backbone: null, text };
    const { model } = await importModel(db, request, service.directory);
    expect(model.description.grid).toEqual({ height: 10, width: 10, regionSize: 32 });
    expect(model.description.choices).toMatchObject({ windows: "4 of 56 pixels" });
    const values = fromFloat16(await regions.regionsOf(await registry.byId(model.id), rawId(imageIds[0]!)));
    const length = (row: number) => Math.hypot(...values.subarray(row * 32, (row + 1) * 32));
    expect(values).toHaveLength(101 * 32);
    expect(length(0)).toBeCloseTo(1, 3); // seen by one window
    const shared = length(44); // seen by four, which do not quite agree
    expect(shared).toBeGreaterThan(0.2);
    expect(shared).toBeLessThan(0.9999);
  });

  it.each([
    ["clip", { tiles: true }, "need a larger picture to look at: choose its side, such as 80."],
    ["clip", { side: 72, tiles: true }, "cover pictures of 80, 104, 128 and so on; got 72."],
    [
      "clip",
      { side: 60 },
      "The side must be a multiple of the model's patch of 8 pixels, up to 512; got 60.",
    ],
    ["clip", { regions: "best" }, 'got "best"'],
    ["siglip", { fit: "crop" }, "does not crop pictures"],
  ] as const)("refuses what it cannot have: %s, %j", async (folder, choice, message) => {
    const text = { regions: null, side: null, fit: null, templates: null, ...choice };
    const checkpointPath = path.join(referencePath, folder);
    const request = { name: "refused", checkpointPath, heads: null, backbone: null, text };
    await expect(importModel(service.app.context.db, request, service.directory)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringContaining(message),
    });
  });

  it("is evaluated on a benchmark set", async () => {
    await activate(models[3]);
    const { db } = service.app.context;
    const labels = ["cat", "owl", "hot dog"].map((label) => ({ label }));
    const { vocabulary } = await createVocabulary(db, { name: "things", labels });
    const images = imageIds.map((imageId, i) => ({ imageId, present: [labels[i]!.label] }));
    const input = { name: "photos", vocabularyId: globalId("Vocabulary", vocabulary.id), images };
    const fields = "... on CreatedBenchmarkSet { benchmarkSet { id } }";
    const { benchmarkSet } = await mutate(service, "createBenchmarkSet", input, fields);
    const { id } = await evaluate(service, { benchmarkSetId: benchmarkSet.id, resamples: 0 });
    const run = await readRun(service, id, "state report { sections { meanAveragePrecision { macro } } }");
    expect(run.state).toBe("COMPLETED");
    expect(run.report.sections[0].meanAveragePrecision.macro).toBeGreaterThan(0);
  });
});
