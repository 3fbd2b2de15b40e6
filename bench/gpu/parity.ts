import os from "node:os";
import { rowsOf } from "../../src/model/chain";
import { cosine } from "../../src/tensor/cosine";
import type { BenchModel, ModelName } from "../workplace";
import { type EncodeWay, encodeHere, noisePictures } from "./encode-here";
import { type GpuContext, providerOf } from "./gpu-part";

const IMAGES = 8;
const MODELS: readonly ModelName[] = ["small", "vgg19", "clip-b16"];

/** How far the regions of a GPU are from the CPU's in float32: the largest difference, and the lowest cosine. */
export async function parity({ place, report, isOver }: GpuContext): Promise<void> {
  const provider = providerOf(place);
  for (const name of MODELS) {
    if (isOver()) return;
    const model = await place.model(name);
    const { pixels, size } = noisePictures(model, IMAGES);
    const onCpu = { provider: "cpu", precision: "float32", isJoined: false, maxBatch: IMAGES } as const;
    const expected = await regionsOf(model, { ...onCpu, threads: os.availableParallelism() }, pixels, IMAGES);
    for (const precision of ["float32", "float16"] as const) {
      if (provider === "cpu" && precision === "float16") continue;
      const way = { provider, precision, isJoined: true, maxBatch: IMAGES };
      const found = await regionsOf(model, way, pixels, IMAGES);
      const what = `${name}, ${provider} in ${precision} beside the CPU`;
      const rows = rowsOf(model.description) * IMAGES;
      report(`${what}: largest difference`, largest(expected, found), "of the largest");
      report(`${what}: 1 less the lowest cosine of a region`, 1 - lowestCosine(expected, found, rows), "");
      const alone = await regionsOf(model, way, pixels.subarray(0, size), 1);
      const inBatch = largest(found.subarray(0, alone.length), alone);
      report(`${what}: an image alone and in a batch of ${IMAGES}`, inBatch, "of the largest");
    }
  }
}

async function regionsOf(
  model: BenchModel,
  way: EncodeWay,
  pixels: Uint8Array,
  count: number,
): Promise<Float32Array> {
  const encode = await encodeHere(model, way);
  try {
    return (await encode.floats(pixels, count)).slice();
  } finally {
    await encode.close();
  }
}

function lowestCosine(expected: Float32Array, found: Float32Array, rows: number): number {
  const size = expected.length / rows;
  const part = (of: Float32Array, row: number) => of.subarray(row * size, (row + 1) * size);
  return Math.min(...Array.from({ length: rows }, (_, row) => cosine(part(expected, row), part(found, row))));
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
