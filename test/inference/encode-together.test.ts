import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { createEngine, type Engine } from "../../src/inference/engine";
import type { LoadedModel } from "../../src/inference/loaded-model";
import { fromFloat16, toFloat16 } from "../../src/tensor/float16";
import { largestDifference } from "../../src/tensor/largest-difference";
import { encodeFile } from "../helpers/encode-file";
import { interpret, tensor64 } from "../helpers/interpreter";
import { randomParameters, randomTensor } from "../helpers/random-tensors";
import { tinyBackbone, tinySizes, writeTinyModel } from "../helpers/tiny-model";

const { gridHeight, gridWidth, regionSize, wordSize } = tinySizes;
const positions = gridHeight * gridWidth;

let directory: string;
let packages: { backboneDirectory: string; headDirectory: string };
let engine: Engine;
let model: LoadedModel;

beforeAll(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), "regionary-engine-"));
  packages = await writeTinyModel(directory);
  engine = await createEngine({ provider: "cpu" });
  model = await engine.load("tiny", packages);
});
afterAll(async () => {
  await engine.close();
  await rm(directory, { recursive: true });
});

/** A picture of the model's own size, so that nothing is resized, and its pixels. */
async function picture(seed: number) {
  const pixels = Uint8Array.from(randomTensor([32, 32, 3], seed).data, (x) => (x + 1) * 127.5);
  const png = await sharp(pixels, { raw: { width: 32, height: 32, channels: 3 } })
    .png()
    .toBuffer();
  return { pixels, png };
}

function vocabulary(count: number, seed: number) {
  return { key: `v${count}-${seed}`, count, vectors: randomTensor([count, wordSize], seed).data };
}

describe("a batch that is encoded and scored together", () => {
  it("gives the same regions and scores to the bit as each image alone", async () => {
    const pictures = await Promise.all(
      [1, 2, 3].map(async (seed) => model.decode((await picture(seed)).png, { mode: "photo" })),
    );
    const words = vocabulary(7, 3);
    const size = positions * regionSize;
    const together = new Uint16Array(new SharedArrayBuffer(2 * pictures.length * size));
    await model.encodeTogether({ pictures }, together);
    const logits = await model.scoreTogether(together, words);
    for (const [i, one] of pictures.entries()) {
      const regions = await model.encode(one);
      expect(together.slice(i * size, (i + 1) * size)).toEqual(regions);
      expect(logits.slice(i * words.count, (i + 1) * words.count)).toEqual(await model.score(regions, words));
    }
  });

  it("makes of a backbone's features what it makes of their picture, and the missing scene vector itself", async () => {
    const { pixels, png } = await picture(4);
    const planes = Array.from(
      { length: 3 * 1024 },
      (_, i) => (pixels[(i % 1024) * 3 + Math.floor(i / 1024)]! - 128) / 128,
    );
    const parameters = new Map(
      [...randomParameters(tinyBackbone(), 1)].map(([name, { shape, data }]) => [
        name,
        tensor64(shape, data),
      ]),
    );
    const made = interpret(tinyBackbone(), { image: tensor64([1, 3, 32, 32], planes) }, parameters);
    const shared = (data: ArrayLike<number>) => {
      const floats = new Float32Array(new SharedArrayBuffer(4 * data.length));
      floats.set(data);
      return floats;
    };
    const features = shared(made.get("features")!.data); // [Cf, h, w]
    const global = shared(made.get("global")!.data); // [G]
    const expected = fromFloat16(await encodeFile(model, png));
    for (const batch of [
      { count: 1, features, global },
      { count: 1, features, global: null },
    ]) {
      const regions = new Uint16Array(new SharedArrayBuffer(2 * positions * regionSize));
      await model.encodeTogether({ made: batch }, regions);
      expect(largestDifference(fromFloat16(regions), expected).value).toBeLessThan(1e-2);
    }
    const halves = toFloat16(features, new Uint16Array(new SharedArrayBuffer(2 * features.length)));
    const regions = new Uint16Array(new SharedArrayBuffer(2 * positions * regionSize));
    await model.encodeTogether({ made: { count: 1, features: halves, global } }, regions);
    expect(largestDifference(fromFloat16(regions), expected).value).toBeLessThan(1e-2);
  });

  it("refuses features and regions of another size", async () => {
    const none = new Float32Array(new SharedArrayBuffer(0));
    const regions = new Uint16Array(new SharedArrayBuffer(2 * positions * regionSize));
    await expect(
      model.encodeTogether({ made: { count: 1, features: none, global: null } }, regions),
    ).rejects.toMatchObject({ code: "INVALID_INPUT", message: expect.stringContaining("features") });
    await expect(model.encodeTogether({ pictures: [] }, regions)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringContaining("regions"),
    });
    await expect(model.scoreTogether(regions.subarray(1), vocabulary(2, 1))).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
  });
});
