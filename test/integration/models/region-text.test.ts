import { readFileSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { importModel } from "../../../src/services/models/import-model";
import { createVocabulary } from "../../../src/services/vocabularies/create-vocabulary";
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
    vocabularyId = Buffer.from(`Vocabulary:${vocabulary.id}`).toString("base64url");
  });
  afterAll(() => service.stop());

  const activate = async ({ folder, fit }: (typeof models)[number]) => {
    const { db } = service.app.context;
    const name = folder.replace("/", "-");
    const checkpointPath = path.join(referencePath, folder);
    const text = { regions: null, side: null, fit, templates: null };
    const request = { name, checkpointPath, heads: null, backbone: null, text };
    const { model } = await importModel(db, request, service.directory);
    const id = Buffer.from(`ModelVersion:${model.id}`).toString("base64url");
    await mutate(
      service,
      "activateModelVersion",
      { id },
      "... on ActivatedModelVersion { modelVersion { id } }",
    );
    return model;
  };

  it.each(models)("scores photos by texts as its publisher's program does: $folder", async (model) => {
    await activate(model);
    const { id } = await predictAndWait(service, { imageIds, vocabularyId, topK: prompts.length });
    const { data } = await service.query(
      `query ($id: ID!) { predictionBatch(id: $id) { predictions(first: 3) { edges { node {
         labels { label { position } score probability } } } } } }`,
      { id },
    );
    const expected = expectedScores(model);
    for (const [photo, { node }] of data.predictionBatch.predictions.edges.entries()) {
      expect(node.labels).toHaveLength(prompts.length);
      for (const { label, score, probability } of node.labels) {
        const wanted = expected[photo * prompts.length + label.position]!;
        expect(score).toBeCloseTo(wanted, 1);
        if (model.share === 1) expect(probability).toBeCloseTo(1 / (1 + Math.exp(-score)), 5);
        else expect(probability).toBeNull();
      }
    }
  });
});
