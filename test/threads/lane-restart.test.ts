import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { createEngine, type Engine } from "../../src/inference/engine/engine";
import type { LoadedModel } from "../../src/inference/engine/loaded-model";
import type { ModelFiles } from "../../src/inference/engine/place-model";
import { randomTensor } from "../helpers/graph/random-tensors";
import { tinySizes, writeTinyModel } from "../helpers/models/tiny-model";
import { encodeFile } from "../helpers/pictures/encode-file";
import { runningThreads } from "../helpers/running-threads";

const words = { key: "words", count: 3, vectors: randomTensor([3, tinySizes.wordSize], 1).data };

const endThread = runningThreads();
let directory: string;
let files: ModelFiles;
let engine: Engine;
let model: LoadedModel;
let png: Buffer;

beforeAll(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), "regionary-lanes-"));
  files = await writeTinyModel(directory);
  png = await sharp({ create: { width: 600, height: 400, channels: 3, background: "#8a5" } })
    .png()
    .toBuffer();
});
beforeEach(async () => {
  engine = await createEngine({ provider: "cpu" });
  model = await engine.load("tiny", files);
});
afterEach(() => engine.close());
afterAll(() => rm(directory, { recursive: true }));

const restarts = () => Object.fromEntries(engine.stats().lanes.map((lane) => [lane.name, lane.restarts]));

it("a lane whose thread ended answers again, from its files, and counts the restart", async () => {
  const regions = await encodeFile(model, png);
  const logits = await model.score(regions, words);
  await Promise.all([endThread("pixel-worker"), endThread("encode-worker"), endThread("score-worker")]);
  expect(engine.stats().lanes.map(({ state }) => state)).toEqual(["down", "down", "down", "idle", "idle"]);
  expect(await encodeFile(model, png)).toEqual(regions);
  expect(await model.score(regions, words)).toEqual(logits);
  expect(restarts()).toEqual({ pixels: 1, encode: 1, score: 1, text: 0, sketch: 0 });
});

it("work interrupted by the end of a thread is done again on the next: nothing is lost and nothing hangs", async () => {
  const expected = await encodeFile(model, png);
  const encodes = Array.from({ length: 20 }, () => encodeFile(model, png));
  const scores = Array.from({ length: 20 }, () => model.score(expected, words));
  await endThread("pixel-worker");
  await Promise.all([endThread("encode-worker"), endThread("score-worker")]);
  for (const regions of await Promise.all(encodes)) expect(regions).toEqual(expected);
  expect(new Set((await Promise.all(scores)).map(String)).size).toBe(1);
  expect(restarts().pixels).toBeGreaterThanOrEqual(1); // of each of its threads
});

it("work whose thread ends twice fails with LANE_FAILED, and later work is done", async () => {
  const encoding = encodeFile(model, png).then(
    () => "done",
    (error: { code: string }) => error.code,
  );
  // Each new thread is ended before its first task can have finished.
  let over = false;
  void encoding.then(() => {
    over = true;
  });
  while (!over) {
    await endThread("pixel-worker");
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await encoding).toBe("LANE_FAILED");
  expect(await encodeFile(model, png)).toHaveLength(16 * tinySizes.regionSize);
});

it("close rejects what is under way with CANCELLED, ends the threads, and refuses more", async () => {
  const started = [
    ...Array.from({ length: 30 }, () => encodeFile(model, png)),
    model.score(new Uint16Array(16 * tinySizes.regionSize), words),
    model.maps(new Uint16Array(16 * tinySizes.regionSize), words.vectors),
    engine.load("another", files),
  ];
  const outcomes = Promise.allSettled(started);
  await engine.close();
  for (const outcome of await outcomes) {
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: "CANCELLED" } });
  }
  await expect(encodeFile(model, png)).rejects.toMatchObject({ code: "CANCELLED" });
  expect(engine.stats().lanes.map(({ state }) => state)).toEqual(new Array(5).fill("closed"));
});
