import type { BenchmarkSource } from "../benchmark-source";
import { invalidDataset } from "../invalid-dataset";
import type { Hdf5File } from "./hdf5-file";

type FeatureShape = NonNullable<BenchmarkSource["featureShape"]>;

const REMAKE = "Extract the image's features again, or leave it out of the name list.";

/** The shape of an image's features: [channels, positions] of a square map, or [channels, height, width]. */
export function featureShapeOf(file: Hdf5File, image: string): FeatureShape {
  const at = `${image}-features`;
  const place = { file: file.file, at };
  const shape = file.shapeOf(at);
  if (!shape) throw invalidDataset(place, "there is no such array", REMAKE);
  if (shape.length === 1) {
    const problem = `expected the features of regions, [512,196] or [512,14,14], but its shape is [${shape}]: that is a global vector, which the authors' extraction script writes at its last commit and their own loader cannot read`;
    throw invalidDataset(place, problem, "Extract the features of conv5_4 instead.");
  }
  const [channels = 0, height = 0, width] = shape.length === 2 ? [shape[0], ...square(shape[1]!)] : shape;
  if (shape.length > 3 || width === undefined || channels * height * width === 0) {
    const problem = `expected [channels, positions of a square] or [channels, height, width], but its shape is [${shape}]`;
    throw invalidDataset(place, problem, REMAKE);
  }
  const global = file.shapeOf(`${image}-fc7`);
  if (global && (global.length !== 1 || global[0] === 0)) {
    const problem = `expected a vector, but its shape is [${global}]`;
    throw invalidDataset({ file: file.file, at: `${image}-fc7` }, problem, REMAKE);
  }
  return { channels, height, width, globalSize: global?.[0] ?? null };
}

function square(positions: number): number[] {
  const side = Math.sqrt(positions);
  return Number.isInteger(side) ? [side, side] : [];
}

/** An image's features, and its global vector where the file has one. Both are finite. */
export async function readFeatures(file: Hdf5File, image: string, expected: FeatureShape) {
  const shape = featureShapeOf(file, image);
  if (JSON.stringify(shape) !== JSON.stringify(expected)) {
    const problem = `expected ${describe(expected)}, as the first image has, but got ${describe(shape)}`;
    throw invalidDataset({ file: file.file, at: image }, problem, REMAKE);
  }
  const features = await readFinite(file, `${image}-features`);
  const global = shape.globalSize === null ? null : await readFinite(file, `${image}-fc7`);
  return { features, global };
}

function describe({ channels, height, width, globalSize }: FeatureShape): string {
  const global = globalSize === null ? "no fc7" : `fc7 of ${globalSize}`;
  return `features of [${channels},${height},${width}] with ${global}`;
}

async function readFinite(file: Hdf5File, name: string): Promise<Float32Array> {
  const place = { file: file.file, at: name };
  const { data } = await file.read(name);
  if (!(data instanceof Float32Array)) {
    throw invalidDataset(place, "expected float32, but it holds integers", REMAKE);
  }
  const wrong = data.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return data;
  throw invalidDataset(place, `expected finite numbers, but number ${wrong} is ${data[wrong]}`, REMAKE);
}
