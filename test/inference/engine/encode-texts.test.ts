import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createEngine, type Engine } from "../../../src/inference/engine/engine";
import type { TextTower } from "../../../src/inference/engine/text-tower";
import { largestDifference } from "../../../src/tensor/largest-difference";
import { tinyTextEncoder, tinyTextVectors, writeTinyTextTower } from "../../helpers/models/tiny-text-tower";
import { runningThreads } from "../../helpers/running-threads";

const endThread = runningThreads();
let directory: string;
let engine: Engine;
let tower: TextTower;

beforeAll(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), "regionary-texts-"));
  await writeTinyTextTower(directory);
  tower = { key: "tiny", directory, encoder: tinyTextEncoder };
  engine = await createEngine({ provider: "cpu" });
});
afterAll(async () => {
  await engine.close();
  await rm(directory, { recursive: true });
});

/** Texts of many lengths, most of them several times. */
const manyTexts = (count: number) =>
  Array.from({ length: count }, (_, n) => `a photo of ${"the dog in snow ".repeat(n % 4)}${n % 7} cats`);
const rowsOf = (vectors: Float32Array) =>
  Array.from({ length: vectors.length / 8 }, (_, row) => vectors.slice(row * 8, (row + 1) * 8));

describe("encoded texts", () => {
  it("have the vectors of the tower, each of length 1, in the order of the texts", async () => {
    const texts = ["dog", "a photo of a dog", "a dog in snow", "cats"];
    const vectors = await engine.encodeTexts(tower, texts);
    const expected = (await tinyTextVectors(texts)).flat();
    expect(largestDifference(vectors, expected).value).toBeLessThan(1e-6);
  });

  it("have the same bits, alone or with any others", async () => {
    const texts = manyTexts(150);
    const together = rowsOf(await engine.encodeTexts(tower, texts));
    const alone: Float32Array[] = [];
    for (const text of texts.slice(0, 30)) alone.push(await engine.encodeTexts(tower, [text]));
    expect(alone).toEqual(together.slice(0, 30));
    const byCallers = await Promise.all(texts.map((text) => engine.encodeTexts(tower, [text])));
    expect(byCallers).toEqual(together);
  });

  it("of several callers share batches, if they have equally many tokens", async () => {
    const before = engine.stats().queues.text;
    await Promise.all(["dog", "cat", "bird"].map((text) => engine.encodeTexts(tower, [`a ${text}`])));
    const { items, batches } = engine.stats().queues.text;
    expect(items - before.items).toBe(3);
    expect(batches - before.batches).toBeLessThan(3);
  });

  it("are zeros without a token, and cut after the greatest length", async () => {
    const texts = ["", "dog", "dog ".repeat(12), "dog ".repeat(500)];
    const [empty, dog, full, long] = rowsOf(await engine.encodeTexts(tower, texts));
    expect([...empty!]).toEqual(Array(8).fill(0));
    expect(dog).toEqual((await engine.encodeTexts(tower, ["dog"])).slice());
    expect(long).toEqual(full);
  });

  it("that are many leave others' room, and stop when their caller leaves", async () => {
    const leaving = new AbortController();
    const bulk = engine.encodeTexts(tower, manyTexts(20_000), { priority: "bulk", signal: leaving.signal });
    const queuedMost: number[] = [];
    for (let n = 0; n < 5; n++) {
      await engine.encodeTexts(tower, ["a dog"]);
      queuedMost.push(engine.stats().queues.text.queued);
    }
    expect(Math.max(...queuedMost)).toBeLessThanOrEqual(1024);
    leaving.abort();
    await expect(bulk).rejects.toMatchObject({ code: "CANCELLED" });
    expect(engine.stats().queues.text.queued).toBe(0);
    expect(await engine.encodeTexts(tower, ["dog"])).toHaveLength(8);
  });

  it("whose deadline has passed are refused", async () => {
    const late = engine.encodeTexts(tower, ["dog"], { deadline: performance.now() - 1 });
    await expect(late).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
  });

  it("of no matter how many towers are encoded by the right one; two stay open", async () => {
    const texts = ["a dog in snow", "cat"];
    const towers = await Promise.all(
      [2, 3, 4].map(async (seed) => {
        const own = path.join(directory, `tower-${seed}`);
        await writeTinyTextTower(own, seed);
        return { seed, tower: { key: `tiny-${seed}`, directory: own, encoder: tinyTextEncoder } };
      }),
    );
    for (const { seed, tower: other } of [...towers, ...towers]) {
      const vectors = await engine.encodeTexts(other, texts);
      const expected = (await tinyTextVectors(texts, seed)).flat();
      expect(largestDifference(vectors, expected).value).toBeLessThan(1e-6);
    }
  });

  it("are encoded again by a new thread where theirs ended", async () => {
    const expected = await engine.encodeTexts(tower, ["a dog in snow"]);
    await endThread("text-worker");
    expect(await engine.encodeTexts(tower, ["a dog in snow"])).toEqual(expected);
    const lane = engine.stats().lanes.find(({ name }) => name === "text");
    expect(lane).toMatchObject({ state: "idle", restarts: 1 });
  });

  it("are refused with the reason where the tower's files are not what they should be", async () => {
    const missing = { ...tower, key: "missing", directory: path.join(directory, "nothing") };
    await expect(engine.encodeTexts(missing, ["dog"])).rejects.toThrow();
    const wrong = { ...tower, key: "wrong", encoder: { ...tinyTextEncoder, dimensions: 9 } };
    await expect(engine.encodeTexts(wrong, ["dog"])).rejects.toMatchObject({ code: "MODEL_NOT_READY" });
  });
});
