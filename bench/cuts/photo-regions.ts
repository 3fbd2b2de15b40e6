import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { imageTensor } from "../../src/pictures/image-tensor";
import type { PictureInput } from "../../src/pictures/picture-input";
import { openImage } from "../../src/pictures/reading/open-image";
import { sharedPath } from "../../test/helpers/shared";

const photos = path.join(sharedPath, "photos/indoor");
const backbone = path.join(sharedPath, "backbones/vgg19-imagenet-uint8/model.onnx");

const input: PictureInput = {
  ...{ width: 224, height: 224, channelOrder: "bgr", filter: "bilinear", fit: "stretch" },
  ...{ mean: [103.939, 116.779, 123.68], scale: [1, 1, 1] },
};

export const GRID = { width: 14, height: 14 };
export const CELLS = GRID.width * GRID.height;
export const CHANNELS = 512;

export interface LabeledBox {
  readonly label: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface LabeledPhoto {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly LabeledBox[];
  /** VGG19's features at length 1 in each cell. */
  readonly regions: Float32Array; // [CELLS, CHANNELS]
}

/** The photos of indoor scenes with their regions by VGG19; null where the reference data are absent. */
export async function readPhotoRegions(): Promise<LabeledPhoto[] | null> {
  if (!existsSync(photos) || !existsSync(backbone)) return null;
  const labels: Record<string, { boxes: [string, number, number, number, number][] }> = JSON.parse(
    await readFile(path.join(photos, "labels.json"), "utf8"),
  );
  const session = await InferenceSession.create(backbone);
  const read: LabeledPhoto[] = [];
  for (const [name, { boxes }] of Object.entries(labels)) {
    const file = await readFile(path.join(photos, name));
    const image = new Tensor("float32", await imageTensor(file, "photo", input), [1, 3, 224, 224]);
    const { features } = await session.run({ image }, ["features"]); // [1, CHANNELS, height, width]
    const { width, height } = (await openImage(file)).info;
    read.push({
      ...{ width, height, regions: unitRegions(features!.data as Float32Array) },
      boxes: boxes.map(([label, left, top, right, bottom]) => ({ label, left, top, right, bottom })),
    });
  }
  await session.release();
  return read;
}

function unitRegions(features: Float32Array): Float32Array {
  const regions = new Float32Array(features.length);
  for (let cell = 0; cell < CELLS; cell++) {
    const vector = Float32Array.from({ length: CHANNELS }, (_, i) => features[i * CELLS + cell]!);
    const length = Math.hypot(...vector) || 1;
    regions.set(
      vector.map((value) => value / length),
      cell * CHANNELS,
    );
  }
  return regions;
}
