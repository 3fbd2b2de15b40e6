import { writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { createEngine, type Engine } from "../../../src/inference/engine/engine";
import type { LoadedModel } from "../../../src/inference/engine/loaded-model";
import type { ModelFiles } from "../../../src/inference/engine/place-model";
import { readTiming, writeTiming } from "../../../src/inference/timing/timing-file";
import { biamClassifiers, biamScore, biamTrunk } from "../../../src/model/families/biam/biam";
import { fromFloat16, toFloat16 } from "../../../src/tensor/float16";
import { largestDifference } from "../../../src/tensor/largest-difference";
import { interpret, tensor64 } from "../../helpers/graph/interpreter";
import { randomTensor } from "../../helpers/graph/random-tensors";
import {
  parametersOf,
  randomVocabulary,
  startTinyEngine,
  tinyPicture,
} from "../../helpers/models/tiny-engine";
import { tinyBackbone, tinySizes, writeTinyModel } from "../../helpers/models/tiny-model";
import { encodeFile } from "../../helpers/pictures/encode-file";

const { gridHeight, gridWidth, regionSize, wordSize } = tinySizes;
const positions = gridHeight * gridWidth;

let directory: string;
let files: ModelFiles;
let engine: Engine;
let model: LoadedModel;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ directory, files, engine, model, stop } = await startTinyEngine());
});
afterAll(() => stop());

describe("the two stages", () => {
  it("give what a float64 interpreter of the graphs gives, to half precision", async () => {
    const { image, png } = await tinyPicture(1);
    const words = randomVocabulary(5, 2);
    const backbone = interpret(tinyBackbone(), { image }, parametersOf(tinyBackbone(), 1));
    const trunk = biamTrunk(tinySizes);
    const features = backbone.get("features")!;
    const global = backbone.get("global")!;
    const regions = interpret(trunk, { features, global }, parametersOf(trunk, 2)).get("regions")!;
    const linear = biamClassifiers(tinySizes);
    const vectors = tensor64([5, wordSize], words.vectors);
    const classifiers = interpret(linear, { vectors }, parametersOf(linear, 3)).get("classifiers")!;
    const scored = interpret(biamScore(tinySizes, { maps: true }), { regions, classifiers }, new Map());

    const encoded = await encodeFile(model, png);
    expect(encoded).toHaveLength(positions * regionSize);
    expect(largestDifference(fromFloat16(encoded), regions.data).value).toBeLessThan(2e-3);
    expect(
      largestDifference(await model.score(encoded, words), scored.get("logits")!.data).value,
    ).toBeLessThan(2e-3);
    expect(
      largestDifference(await model.maps(encoded, words.vectors), scored.get("maps")!.data).value,
    ).toBeLessThan(1e-2);
  });

  it("give bit-identical regions, alone or in a batch", async () => {
    const pictures = await Promise.all([1, 2, 3, 4, 5].map(tinyPicture));
    const alone: Uint16Array[] = [];
    for (const { png } of pictures) alone.push(await encodeFile(model, png));
    const together = await Promise.all(pictures.map(({ png }) => encodeFile(model, png)));
    expect(together).toEqual(alone);
  });

  it("give bit-identical scores, alone or in a batch", async () => {
    const words = randomVocabulary(7, 3);
    const regions = [1, 2, 3].map((seed) => toFloat16(randomTensor([positions, regionSize], seed).data));
    const alone: Float32Array[] = [];
    for (const one of regions) alone.push(await model.score(one, words));
    expect(await Promise.all(regions.map((one) => model.score(one, words)))).toEqual(alone);
  });

  it("score by classifiers as by the vectors that these are made of, bit by bit", async () => {
    const words = randomVocabulary(5, 9);
    const classifiers = await model.classifiers(words.vectors);
    expect(classifiers).toHaveLength(5 * regionSize);
    const made = { key: "made", count: 5, classifiers };
    const shared = new Uint16Array(new SharedArrayBuffer(2 * 2 * positions * regionSize));
    shared.set(toFloat16(randomTensor([2, positions, regionSize], 10).data));
    expect(await model.scoreTogether(shared, made)).toEqual(await model.scoreTogether(shared, words));
    await expect(model.scoreTogether(shared, { ...made, count: 4 })).rejects.toThrow(
      `Expected ${4 * regionSize} values for the classifiers [C, R]; got ${5 * regionSize}.`,
    );
  });

  it("score a vocabulary of 1,500 classes as they score its halves", async () => {
    const all = randomVocabulary(1500, 4);
    const half = (start: number) => ({
      key: `half-${start}`,
      count: 750,
      vectors: all.vectors.slice(start * wordSize, (start + 750) * wordSize),
    });
    const regions = toFloat16(randomTensor([positions, regionSize], 5).data);
    const halves = [await model.score(regions, half(0)), await model.score(regions, half(750))];
    const whole = await model.score(regions, all);
    expect(largestDifference(whole, [...halves[0]!, ...halves[1]!]).value).toBeLessThan(1e-6);
  });

  it("keep vocabularies apart that are used at the same time", async () => {
    const regions = toFloat16(randomTensor([positions, regionSize], 6).data);
    const words = [randomVocabulary(3, 7), randomVocabulary(4, 8)];
    const [three, four, threeAgain] = await Promise.all([
      model.score(regions, words[0]!),
      model.score(regions, words[1]!),
      model.score(regions, words[0]!),
    ]);
    expect([three.length, four.length]).toEqual([3, 4]);
    expect(threeAgain).toEqual(three);
  });

  it("do not change the caller's bytes", async () => {
    const { png } = await tinyPicture(1);
    const before = Buffer.from(png);
    const words = randomVocabulary(3, 11);
    const regions = await encodeFile(model, png);
    await model.score(regions, words);
    await model.maps(regions, words.vectors);
    expect(Buffer.compare(png, before)).toBe(0);
    expect([regions.length, words.vectors.length]).toEqual([positions * regionSize, 3 * wordSize]);
  });
});

describe("timing", () => {
  it("measures a model once per machine: a second engine uses what the first has written", async () => {
    const timingFile = path.join(directory, "timings", "once.json");
    const calls: number[] = [];
    for (let start = 0; start < 2; start++) {
      const one = await createEngine({ provider: "cpu" });
      await one.load("tiny", { ...files, timingFile });
      const { models, lanes } = one.stats();
      expect(models[0]).toMatchObject({ model: "tiny", provider: "cpu", layout: { precision: "float32" } });
      expect(models[0]!.segments[0]!.points.map(({ size }) => size).slice(0, 2)).toEqual([1, 2]);
      expect(models[0]!.score.few.length * models[0]!.score.many.length).toBeGreaterThan(0);
      calls.push(lanes.reduce((sum, lane) => sum + lane.calls, 0));
      await one.close();
    }
    expect(calls[1]).toBeLessThan(8);
    expect(calls[0]).toBeGreaterThan(calls[1]!);
  });

  it("does not keep what it measured while others used the lanes", async () => {
    const timingFile = path.join(directory, "timings", "busy.json");
    const one = await createEngine({ provider: "cpu" });
    const other = await one.load("other", files);
    const picture = await other.decode((await tinyPicture(1)).png, { mode: "photo" });
    let isTiming = true;
    const requests = (async () => {
      while (isTiming) await other.encode(picture);
    })();
    await one.load("tiny", { ...files, timingFile });
    isTiming = false;
    await requests;
    await one.close();
    expect(await readTiming(timingFile)).toBeNull();
  });

  it("uses two lanes at once, which give bit-identical regions", async () => {
    const timingFile = path.join(directory, "two-lanes.json");
    const points = [{ size: 1, ms: 1 }];
    const layout = { lanes: 2, threads: 1, precision: "float32", memoryThreads: null } as const;
    const segments = [{ bound: "compute", points, wideMs: null }] as const;
    await writeTiming(timingFile, { layout, segments, score: { few: points, many: points } });
    const two = await createEngine({ provider: "cpu", threads: 1 });
    const onTwo = await two.load("tiny", { ...files, timingFile });
    const pictures = await Promise.all([1, 2, 3, 4, 5, 6].map(tinyPicture));
    const expected: Uint16Array[] = [];
    for (const { png } of pictures) expected.push(await encodeFile(model, png));
    const decoded = await Promise.all(pictures.map(({ png }) => onTwo.decode(png, { mode: "photo" })));
    expect(await Promise.all(decoded.map((picture) => onTwo.encode(picture)))).toEqual(expected);
    const { lanes } = two.stats();
    await two.close();
    expect(lanes.map(({ name }) => name)).toEqual([
      "pixels",
      "encode",
      "encode-2",
      "score",
      "text",
      "sketch",
    ]);
    expect(lanes[2]!.calls).toBeGreaterThan(1); // one of them warmed it up
  });
});

describe("the memory of a native module crosses threads", () => {
  it("as a picture of exactly the model's size, which is not resized", async () => {
    const { pixels, png } = await tinyPicture(1);
    expect((await model.decode(png, { mode: "photo" })).pixels).toEqual(pixels);
  });

  it.each([
    ["over a picture", async () => (await tinyPicture(1)).png],
    ["without a picture", async () => ({ width: 32, height: 32 })],
  ])("as a heat map %s", async (_, makeImage) => {
    const map = Float32Array.of(0, 1, 2, 3);
    const image = await makeImage();
    const seen = { left: 0, top: 0, width: 32, height: 32 };
    const heat = await engine.heatMap({ image, map, gridWidth: 2, gridHeight: 2, seen, maxSide: 64 });
    expect(await sharp(heat).metadata()).toMatchObject({ format: "png", width: 64, height: 64 });
  });
});

describe("a decoded picture", () => {
  it("is described as a person sees it, rotated as its EXIF data say", async () => {
    const { pixels } = await tinyPicture(1);
    const jpeg = await sharp(pixels.subarray(0, 16 * 32 * 3), { raw: { width: 32, height: 16, channels: 3 } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const decoded = await model.decode(jpeg, { mode: "photo" });
    expect(decoded.info).toEqual({ mediaType: "image/jpeg", width: 16, height: 32 });
    expect(decoded.pixels).toHaveLength(32 * 32 * 3);
  });
});

describe("bad input", () => {
  it("fails only the item that is not a picture, and the rest of its batch gets regions", async () => {
    const { png } = await tinyPicture(1);
    const images = [png, Buffer.from("not a picture at all"), png.subarray(0, 300), png];
    const outcomes = await Promise.allSettled(images.map((image) => encodeFile(model, image)));
    expect(outcomes).toMatchObject([
      { status: "fulfilled" },
      { status: "rejected", reason: { code: "INVALID_IMAGE" } },
      { status: "rejected", reason: { code: "INVALID_IMAGE" } },
      { status: "fulfilled" },
    ]);
  });

  it("refuses vectors of another length, with both lengths", async () => {
    const words = { key: "short", count: 3, vectors: new Float32Array(3 * wordSize - 1) };
    const regions = new Uint16Array(positions * regionSize);
    await expect(model.score(regions, words)).rejects.toMatchObject({
      code: "INVALID_VOCABULARY",
      message: expect.stringContaining(`got ${3 * wordSize - 1} values for 3 labels`),
    });
    await expect(model.maps(regions, new Float32Array(0))).rejects.toMatchObject({
      code: "INVALID_VOCABULARY",
    });
  });

  it("refuses regions of another length, with both lengths", async () => {
    await expect(model.score(new Uint16Array(5), randomVocabulary(3, 1))).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: `Expected ${positions * regionSize} values for the regions [P, R]; got 5.`,
    });
  });

  it("answers MODEL_NOT_READY for missing packages, and for a file that is not ONNX", async () => {
    const missing = { ...files, directory: path.join(directory, "nowhere") };
    await expect(engine.load("missing", missing)).rejects.toMatchObject({ code: "MODEL_NOT_READY" });
    const damaged = await writeTinyModel(path.join(directory, "damaged"));
    await writeFile(path.join(damaged.headDirectory, "score.onnx"), "no protobuf");
    await expect(engine.load("damaged", damaged)).rejects.toMatchObject({ code: "MODEL_NOT_READY" });
  });

  it("refuses more threads than cores", async () => {
    await expect(createEngine({ provider: "cpu", threads: 4096 })).rejects.toMatchObject({
      code: "INVALID_CONFIGURATION",
    });
  });
});

describe("several models and callers", () => {
  it("keeps working with more models than stay open at once", async () => {
    const { png } = await tinyPicture(1);
    const models = [model, await engine.load("second", files), await engine.load("third", files)];
    const results: Uint16Array[] = [];
    for (const one of [...models, ...models]) results.push(await encodeFile(one, png));
    for (const result of results) expect(result).toEqual(results[0]);
  });

  it("reports only the open models: the two used last", async () => {
    const { png } = await tinyPicture(1);
    const open = () => engine.stats().models.map(({ model: key }) => key);
    for (const key of ["one", "two", "three"]) await engine.load(key, files);
    expect(open()).toEqual(["two", "three"]);
    const three = engine.load("three", files);
    expect(await engine.load("three", files)).toBe(await three);
    await encodeFile(model, png); // the handle of a closed one opens it again
    expect(open()).toEqual(["three", "tiny"]);
  });

  it("loads each key once", () => {
    expect(engine.load("tiny", files)).toBe(engine.load("tiny", files));
  });

  it("skips items whose caller left before a batch took them, and counts only what ran", async () => {
    const { png } = await tinyPicture(1);
    const before = engine.stats().imagesEncoded;
    const leaving = new AbortController();
    const left = Array.from({ length: 20 }, () => encodeFile(model, png, { signal: leaving.signal }));
    const outcomes = Promise.allSettled(left);
    leaving.abort();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "CANCELLED" } });
    }
    await encodeFile(model, png);
    expect(engine.stats().imagesEncoded).toBe(before + 1);
  });

  it("decodes large pictures one at a time, beside the others, which do not wait for them", async () => {
    const black = { create: { width: 6_000, height: 5_000, channels: 3, background: "black" } } as const;
    const bytes = await sharp(black).png({ compressionLevel: 1 }).toBuffer();
    const { png } = await tinyPicture(1);
    const before = engine.stats().queues;
    let done = 0;
    const photo = { mode: "photo" } as const;
    const large = Array.from({ length: 3 }, () => model.decode(bytes, photo).finally(() => done++));
    await Promise.all(Array.from({ length: 3 }, () => model.decode(png, photo)));
    expect(done).toBeLessThan(3);
    for (const { info, pixels } of await Promise.all(large)) {
      expect(info).toEqual({ mediaType: "image/png", width: 6_000, height: 5_000 });
      expect(new Set(pixels)).toEqual(new Set([0]));
    }
    expect(engine.stats().queues.decodeLarge.items - before.decodeLarge.items).toBe(3);
  });

  it("reports lanes, queues and batch sizes", async () => {
    const { png } = await tinyPicture(1);
    await Promise.all(Array.from({ length: 12 }, () => encodeFile(model, png)));
    const { lanes, queues, provider } = engine.stats();
    expect(provider).toMatchObject({ requested: "cpu", inUse: "cpu" });
    expect(lanes.map(({ name, state, restarts }) => [name, state, restarts])).toEqual([
      ["pixels", "idle", 0],
      ["encode", "idle", 0],
      ["score", "idle", 0],
      ["text", "idle", 0],
      ["sketch", "idle", 0],
    ]);
    const images = Object.entries(queues.encode.batchSizes).map(([size, batches]) => Number(size) * batches);
    expect(images.reduce((a, b) => a + b)).toBe(engine.stats().imagesEncoded);
    expect(Object.keys(queues.encode.batchSizes).every((size) => Number(size) <= 8)).toBe(true);
  });

  it("draws heat maps on the pixel thread", async () => {
    const { png } = await tinyPicture(1);
    const map = randomTensor([positions], 1).data;
    const seen = { left: 0, top: 0, width: 32, height: 32 };
    const drawn = await engine.heatMap({ image: png, map, gridWidth, gridHeight, seen, maxSide: 512 });
    expect((await sharp(drawn).metadata()).format).toBe("png");
    expect(map).toHaveLength(positions);
  });
});
