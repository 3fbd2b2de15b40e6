import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { createEngine, type Engine } from "../../../src/inference/engine/engine";
import type { LoadedModel } from "../../../src/inference/engine/loaded-model";
import { writeTiming } from "../../../src/inference/timing/timing-file";
import { startTinyEngine, tinyPicture } from "../../helpers/models/tiny-engine";
import { tinySizes } from "../../helpers/models/tiny-model";
import { encodeFile } from "../../helpers/pictures/encode-file";

const { gridHeight, gridWidth, regionSize } = tinySizes;
const size = gridHeight * gridWidth * regionSize;

let plain: LoadedModel;
let stop: () => Promise<void>;
let engine: Engine;
let model: LoadedModel;

beforeAll(async () => {
  const started = await startTinyEngine();
  ({ model: plain, stop } = started);
  const timingFile = path.join(started.directory, "apart.json");
  const points = [{ size: 1, ms: 40 }]; // the time for which a batch is held back, so that a slow machine fills it too
  // A batch of 32 takes hardly longer than an image: so it is worth waiting for, and larger than those before it.
  const flat = [1, 2, 4, 8, 16, 32].map((images) => ({ size: images, ms: 20 + images / 100 }));
  await writeTiming(timingFile, {
    layout: { lanes: 2, threads: 1, precision: "float32", memoryThreads: 1 },
    segments: [
      { bound: "compute", points, wideMs: 30 },
      { bound: "memory", points: flat, wideMs: null },
    ],
    score: { few: points, many: points },
  });
  engine = await createEngine({ provider: "cpu" });
  model = await engine.load("apart", { ...started.files, timingFile });
});
afterAll(async () => {
  await engine.close();
  await stop();
});

describe("stages that are batched apart", () => {
  it("give the same bits as all stages together, in batches of 1 to 32", async () => {
    const pictures = await Promise.all(Array.from({ length: 32 }, (_, seed) => tinyPicture(seed)));
    const expected: Uint16Array[] = [];
    for (const { png } of pictures) expected.push(await encodeFile(plain, png));
    const decoded = await Promise.all(pictures.map(({ png }) => model.decode(png, { mode: "photo" })));
    for (const count of [1, 2, 3, 5, 8, 13, 21, 32]) {
      const some = decoded.slice(0, count);
      expect(await Promise.all(some.map((picture) => model.encode(picture)))).toEqual(
        expected.slice(0, count),
      );
    }
    const { encode, encodeMemory } = engine.stats().queues;
    const largest = (sizes: Readonly<Record<number, number>>) => Math.max(...Object.keys(sizes).map(Number));
    expect(largest(encode.batchSizes)).toBe(1);
    expect(largest(encodeMemory.batchSizes)).toBeGreaterThan(8);
    expect(engine.stats().imagesEncoded).toBe(85);
  });

  it("give the same bits to images together, in batches that are theirs alone", async () => {
    const pngs = await Promise.all([1, 2, 3].map(async (seed) => (await tinyPicture(seed)).png));
    const pictures = await Promise.all(pngs.map((png) => model.decode(png, { mode: "photo" })));
    const regions = new Uint16Array(new SharedArrayBuffer(2 * 3 * size));
    await model.encodeTogether({ kind: "pictures", pictures }, regions);
    for (const [i, png] of pngs.entries())
      expect(regions.slice(i * size, (i + 1) * size)).toEqual(await encodeFile(plain, png));
  });

  it("let a caller leave between two of them, and the others go on", async () => {
    const { png } = await tinyPicture(1);
    const picture = await model.decode(png, { mode: "photo" });
    const leaving = new AbortController();
    const stayed = Array.from({ length: 10 }, () => model.encode(picture));
    const left = Array.from({ length: 10 }, () => model.encode(picture, { signal: leaving.signal }));
    const ends = Promise.allSettled(left);
    const bodies = () => engine.stats().queues.encode.items;
    for (const before = bodies(); bodies() === before; ) await setImmediate();
    leaving.abort();
    const [first, ...others] = await Promise.all(stayed);
    for (const regions of others) expect(regions).toEqual(first);
    expect((await ends).at(-1)).toMatchObject({ status: "rejected", reason: { code: "CANCELLED" } });
    expect(await model.encode(picture)).toEqual(first);
  });

  it("run on lanes of their own, the last of which is that of what is bound by memory", () => {
    const names = engine.stats().lanes.map(({ name }) => name);
    expect(names).toEqual(["pixels", "encode", "encode-2", "encode-memory", "score", "text", "sketch"]);
  });
});
