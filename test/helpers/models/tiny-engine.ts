import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { createEngine } from "../../../src/inference/engine/engine";
import { type Tensor64, tensor64 } from "../graph/interpreter";
import { randomParameters, randomTensor } from "../graph/random-tensors";
import { tinySizes, writeTinyModel } from "./tiny-model";

/** An engine with the tiny model open, in a directory of its own. */
export async function startTinyEngine() {
  const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-engine-"));
  const files = await writeTinyModel(directory);
  const engine = await createEngine({ provider: "cpu" });
  const model = await engine.load("tiny", files);
  const stop = async () => {
    await engine.close();
    await rm(directory, { recursive: true });
  };
  return { directory, files, engine, model, stop };
}

/** A picture of the model's own size, so that nothing is resized: its file, its pixels and what the backbone takes. */
export async function tinyPicture(seed: number) {
  const pixels = Uint8Array.from(randomTensor([32, 32, 3], seed).data, (x) => (x + 1) * 127.5);
  const png = await sharp(pixels, { raw: { width: 32, height: 32, channels: 3 } })
    .png()
    .toBuffer();
  const planes = Array.from(
    { length: 3 * 1024 },
    (_, i) => (pixels[(i % 1024) * 3 + Math.floor(i / 1024)]! - 128) / 128,
  );
  return { pixels, png, image: tensor64([1, 3, 32, 32], planes) };
}

export function randomVocabulary(count: number, seed: number) {
  return {
    key: `v${count}-${seed}`,
    count,
    vectors: randomTensor([count, tinySizes.wordSize], seed).data,
  };
}

/** The weights that a graph of the tiny model was written with, for the interpreter. */
export function parametersOf(
  graph: Parameters<typeof randomParameters>[0],
  seed: number,
): Map<string, Tensor64> {
  return new Map(
    [...randomParameters(graph, seed)].map(([name, { shape, data }]) => [name, tensor64(shape, data)]),
  );
}
