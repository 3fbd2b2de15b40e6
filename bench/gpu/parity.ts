import os from "node:os";
import type { Precision } from "../../src/inference/stages/encode-layout";
import { rowsOf } from "../../src/model/chain";
import { cosine } from "../../src/tensor/cosine";
import { randomTensor } from "../../test/helpers/graph/random-tensors";
import type { Figure } from "../runner/benchmark";
import type { BenchModel, ModelName, Workplace } from "../workplace";
import { encodeHere } from "./encode-here";

const IMAGES = 8;
const MODELS: readonly ModelName[] = ["small", "vgg19", "clip-b16"];

/** How far the regions of a GPU are from the CPU's in float32: the largest difference, and the lowest cosine. */
export async function parity(place: Workplace): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const name of MODELS) {
    const model = await place.model(name);
    const { channels, height, width } = { channels: 3, ...model.description.picture };
    const images = randomTensor([IMAGES, channels, height, width], 11).data;
    const expected = await regionsOf(model, images, "cpu", "float32", IMAGES);
    for (const precision of ["float32", "float16"] as const) {
      const provider = place.provider === "auto" ? "cuda" : place.provider;
      if (provider === "cpu" && precision === "float16") continue;
      const found = await regionsOf(model, images, provider, precision, IMAGES);
      const what = `${name}, ${provider} in ${precision} beside the CPU`;
      figures.push(...differences(what, expected, found, rowsOf(model.description) * IMAGES));
      const alone = await regionsOf(model, images.slice(0, images.length / IMAGES), provider, precision, 1);
      const first = found.slice(0, alone.length);
      figures.push({
        name: `${what}: an image alone and in a batch of ${IMAGES}, largest difference`,
        value: largest(first, alone),
        unit: "of the largest",
      });
    }
  }
  return figures;
}

async function regionsOf(
  model: BenchModel,
  images: Float32Array,
  provider: "cpu" | "cuda" | "tensorrt" | "webgpu",
  precision: Precision,
  count: number,
): Promise<Float32Array> {
  const threads = provider === "cpu" ? os.availableParallelism() : 1;
  const encode = await encodeHere(model, { provider, precision, threads, maxBatch: IMAGES });
  try {
    return (await encode.regions(images, count)).slice();
  } finally {
    await encode.close();
  }
}

function differences(what: string, expected: Float32Array, found: Float32Array, rows: number): Figure[] {
  const size = expected.length / rows;
  const cosines = Array.from({ length: rows }, (_, row) =>
    cosine(expected.subarray(row * size, (row + 1) * size), found.subarray(row * size, (row + 1) * size)),
  );
  return [
    { name: `${what}: largest difference`, value: largest(expected, found), unit: "of the largest" },
    { name: `${what}: 1 less the lowest cosine of a region`, value: 1 - Math.min(...cosines), unit: "" },
  ];
}

function largest(expected: Float32Array, found: Float32Array): number {
  let difference = 0;
  let size = 0;
  for (const [i, value] of expected.entries()) {
    difference = Math.max(difference, Math.abs(value - found[i]!));
    size = Math.max(size, Math.abs(value));
  }
  return difference / size;
}
