import os from "node:os";
import sharp, { type Sharp } from "sharp";
import { createPixelLane } from "../src/pictures/create-pixel-lane";
import { imageTensor } from "../src/pictures/image-tensor";
import type { DecodeMode } from "../src/pictures/reading/decode-image";
import { medianOf } from "./figures/median";
import type { Benchmark, Figure } from "./runner/benchmark";

const SIDES: [number, number][] = [
  [320, 240],
  [640, 480],
  [1_280, 960],
  [2_560, 1_920],
  [5_120, 3_840],
];
const input = {
  width: 224,
  height: 224,
  channelOrder: "rgb" as const,
  mean: [123.675, 116.28, 103.53] as [number, number, number],
  scale: [0.0171, 0.0175, 0.0174] as [number, number, number],
  filter: "bilinear" as const,
  fit: "stretch" as const,
};

/** Noise is the worst that a JPEG decoder can meet; enlarged four times, its file is as small as a photo's. */
const CONTENTS: Record<string, (width: number, height: number) => Sharp> = {
  noise,
  "smooth content": (width, height) =>
    noise(width / 4, height / 4).resize(width, height, { kernel: "cubic" }),
};

/** From the bytes of a JPEG to the tensor, one picture at a time, on one core as the service's pixel thread does it. */
export const decoding: Benchmark = {
  name: "decoding",
  about:
    "JPEG bytes to a 224x224 tensor, images a second of one caller on one core, by content, mode and size; then on all cores",
  async run() {
    sharp.concurrency(1);
    sharp.cache(false);
    const figures: Figure[] = [];
    for (const [content, make] of Object.entries(CONTENTS)) {
      for (const [width, height] of SIDES) {
        const jpeg = await make(width, height).jpeg({ quality: 85 }).toBuffer();
        for (const mode of ["benchmark", "photo"] satisfies DecodeMode[]) {
          const ms = await medianOf(width > 2_000 ? 7 : 51, () => imageTensor(jpeg, mode, input));
          figures.push({
            name: `${content}, ${mode}, ${width}x${height}`,
            value: 1000 / ms,
            unit: "images/s",
          });
        }
      }
    }
    return [...figures, ...(await onAllCores())];
  },
};

/** As a service does it when there is nothing else to do: two pictures a core at a time. */
async function onAllCores(): Promise<Figure[]> {
  const lane = createPixelLane(console.error);
  const cores = os.availableParallelism();
  const figures: Figure[] = [];
  for (const [width, height] of SIDES) {
    const image = new Uint8Array(
      await CONTENTS["smooth content"]!(width, height).jpeg({ quality: 85 }).toBuffer(),
    );
    const decode = () =>
      lane.call("decode", () => ({ value: { image, mode: "photo", input }, transfer: [] }));
    for (const atATime of [1, 2 * cores]) {
      const rounds = Math.ceil((width > 2_000 ? 8 : 64) / atATime);
      const ms = await medianOf(5, async () => {
        const caller = async () => {
          for (let round = 0; round < rounds; round++) await decode();
        };
        await Promise.all(Array.from({ length: atATime }, caller));
      });
      figures.push({
        name: `smooth content, photo, ${width}x${height}, ${atATime} at a time on ${cores} cores`,
        value: (rounds * atATime * 1000) / ms,
        unit: "images/s",
      });
    }
  }
  await lane.close();
  return figures;
}

function noise(width: number, height: number): Sharp {
  const gaussian = { type: "gaussian" as const, mean: 128, sigma: 30 };
  return sharp({ create: { width, height, channels: 3, background: "#888", noise: gaussian } });
}
