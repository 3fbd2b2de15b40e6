import sharp from "sharp";
import { decodeImage } from "../src/inference/decode-image";
import { resizeBilinear } from "../src/inference/resize";
import { writeTensor } from "../src/inference/to-tensor";
import type { Benchmark, Figure } from "./benchmark";
import { medianOf } from "./median";

const SIDES: [number, number][] = [
  [320, 240],
  [640, 480],
  [1_280, 960],
  [2_560, 1_920],
  [5_120, 3_840],
];
const REPEATS = 5;
const input = {
  name: "image",
  width: 224,
  height: 224,
  channelOrder: "rgb" as const,
  mean: [123.675, 116.28, 103.53] as [number, number, number],
  scale: [0.0171, 0.0175, 0.0174] as [number, number, number],
};

/** From the bytes of a JPEG to the tensor, one picture at a time. */
export const decoding: Benchmark = {
  name: "decoding",
  about: "JPEG bytes to a 224x224 tensor, images a second of one caller, by size",
  async run() {
    const figures: Figure[] = [];
    const tensor = new Float32Array(3 * 224 * 224);
    for (const [width, height] of SIDES) {
      const noise = { type: "gaussian" as const, mean: 128, sigma: 30 };
      const jpeg = await sharp({ create: { width, height, channels: 3, background: "#888", noise } })
        .jpeg({ quality: 85 })
        .toBuffer();
      const ms = await medianOf(REPEATS, async () => {
        const picture = await decodeImage(jpeg, "photo");
        writeTensor(resizeBilinear(picture.data, picture.width, picture.height, 224, 224), input, tensor, 0);
      });
      figures.push({ name: `${width}x${height}`, value: 1000 / ms, unit: "images/s" });
    }
    return figures;
  },
};
