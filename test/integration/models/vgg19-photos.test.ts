import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Stage } from "../../../src/model/description";
import { writeBackbone } from "../../../src/model/families/backbones/write-backbone";
import { decodeImage } from "../../../src/pictures/reading/decode-image";
import { resize } from "../../../src/pictures/resizing/resize";
import { writeTensor } from "../../../src/pictures/write-tensor";
import { importModel } from "../../../src/services/models/import-model";
import { importWordVectors } from "../../../src/storage/vocabularies/word-vectors";
import { readWordVectors } from "../../../src/vocabulary/files/read-word-vectors";
import type { Tensor32 } from "../../helpers/graph/run-graph";
import { runOnnxFile } from "../../helpers/onnx/run-onnx-file";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { describeWithShared, sharedPath } from "../../helpers/shared";

const backboneFolder = path.join(sharedPath, "backbones/vgg19-imagenet-uint8");
const photos = ["cat_720p.jpg", "owl.jpg", "hot_dog.jpg"];
const photo = (name: string) => readFileSync(path.join(sharedPath, "photos", name));
/** What the weights expect: Keras' preprocessing. */
const manifest = {
  input: {
    name: "image",
    width: 224,
    height: 224,
    channelOrder: "bgr" as const,
    mean: [103.939, 116.779, 123.68] as [number, number, number],
    scale: [1, 1, 1] as [number, number, number],
  },
  features: { name: "features" },
  global: { name: "fc7" },
};

/** The values of one image of a batch. */
function part({ shape, data }: Tensor32, index: number): Float32Array {
  const size = data.length / shape[0]!;
  return data.subarray(index * size, (index + 1) * size);
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describeWithShared(
  "backbones/vgg19-imagenet-uint8",
  "photos",
  "reference/model-256-8",
  "vocabularies",
)("the real VGG19 on three photos", () => {
  let directory: string;
  let backbone: { onnxPath: string; manifestPath: string };
  beforeAll(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), "regionary-vgg19-"));
    const manifestPath = path.join(directory, "manifest.json");
    await writeFile(manifestPath, JSON.stringify(manifest));
    backbone = { onnxPath: path.join(backboneFolder, "model.onnx"), manifestPath };
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it("gives activations whose means are within 1% of the publisher's weights in another runtime", async () => {
    const expected = JSON.parse(
      readFileSync(path.join(backboneFolder, "reference-activations.json"), "utf8"),
    );
    const folder = path.join(directory, "backbone");
    const { picture, encode } = await writeBackbone(backbone, folder);
    const run = async (stage: Stage, given: Tensor32) => {
      const made = await runOnnxFile(path.join(folder, stage.file), { [stage.takes[0]!.inFile]: given });
      return made[stage.gives[0]!.inFile]!;
    };
    const size = 3 * 224 * 224;
    const images = { shape: [photos.length, 3, 224, 224], data: new Float32Array(photos.length * size) };
    for (const [index, name] of photos.entries()) {
      const { data, width, height } = await decodeImage(photo(name), "benchmark");
      const pixels = resize(data, { width, height }, picture, picture.filter);
      writeTensor(pixels, picture, images.data, index * size);
    }
    const maps = await run(encode[0]!, images);
    const globals = await run(encode[1]!, maps);
    for (const [index, name] of photos.entries()) {
      const { conv5_4_mean, fc2_mean } = expected[name];
      expect(meanOf(part(maps, index)) / conv5_4_mean).toBeCloseTo(1, 2);
      expect(meanOf(part(globals, index)) / fc2_mean).toBeCloseTo(1, 2);
    }
  }, 120_000);

  describe("through a BiAM head, over GraphQL", () => {
    let service: TestService;
    let wordVectorSetId: string;
    beforeAll(async () => {
      service = await startTestService({ bare: true });
      const { db } = service.app.context;
      const checkpointPath = path.join(sharedPath, "reference/model-256-8/weights.legacy.pth");
      await importModel(db, { name: "vgg19", checkpointPath, heads: 8, backbone }, directory);
      const glove = path.join(sharedPath, "vocabularies/glove-300d-subset.txt");
      await importWordVectors(db, "glove", readWordVectors(glove));
      const sets = await service.query("{ wordVectorSets(first: 1) { edges { node { id } } } }");
      wordVectorSetId = sets.data.wordVectorSets.edges[0].node.id;
    }, 120_000);
    afterAll(() => service.stop());

    it("stores predictions that a subscriber sees complete, and encodes each photo once for two vocabularies", async () => {
      const imageIds: string[] = [];
      for (const name of photos) {
        const base64 = photo(name).toString("base64");
        const { data } = await service.query(
          `mutation ($base64: String!, $name: String) {
            addImages(input: { images: [{ name: $name, source: { base64: $base64 } }] }) {
              ... on AddedImages { results { ... on AddedImage { image { id } } } } } }`,
          { base64, name },
        );
        imageIds.push(data.addImages.results[0].image.id);
      }
      for (const labels of [
        ["cat", "bird", "hot dog"],
        ["animal", "bird", "night", "white"],
      ]) {
        const created = await service.query(
          `mutation ($input: CreateVocabularyInput!) {
            createVocabulary(input: $input) { ... on Error { message } ... on CreatedVocabulary { vocabulary { id } } } }`,
          { input: { name: labels.join(" "), wordVectorSetId, labels: labels.map((label) => ({ label })) } },
        );
        const vocabularyId = created.data.createVocabulary.vocabulary.id;
        const accepted = await service.query(
          `mutation ($input: PredictInput!) {
            predict(input: $input) { ... on Error { message } ... on AcceptedPredictionBatch { batch { id } } } }`,
          { input: { imageIds, vocabularyId } },
        );
        const batchId = accepted.data.predict.batch.id;
        const events = await service.collect(
          "subscription ($id: ID!) { predictionBatchEvents(batchId: $id) { state completed } }",
          { id: batchId },
        );
        expect(events.at(-1)?.data.predictionBatchEvents).toEqual({ state: "COMPLETED", completed: 3 });
        const { data } = await service.query(
          `query ($id: ID!) { predictionBatch(id: $id) { predictions(first: 3) { edges { node {
            state image { name } labels { label { label } regions { scores } } } } } } }`,
          { id: batchId },
        );
        const predictions = data.predictionBatch.predictions.edges.map(
          (edge: { node: unknown }) => edge.node,
        );
        expect(predictions.map(({ image }: { image: { name: string } }) => image.name)).toEqual(photos);
        for (const prediction of predictions) {
          expect(prediction.state).toBe("DONE");
          expect(prediction.labels).toHaveLength(labels.length);
          expect(prediction.labels[0].regions.scores.flat()).toHaveLength(196);
        }
      }
      const { data } = await service.query("{ runtime { imagesEncoded regionCacheMisses } }");
      expect(data.runtime).toEqual({ imagesEncoded: 3, regionCacheMisses: 3 });
    }, 120_000);
  });
});
