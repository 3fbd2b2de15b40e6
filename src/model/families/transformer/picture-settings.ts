import { z } from "zod";
import type { PictureInput, ResizeFilter } from "../../../pictures/picture-input";

type Triple = readonly [number, number, number];

/** How a family's pictures are read, for a tensor of (pixel / 255 - mean) / deviation. */
export interface PictureSettings {
  /** The side that the positions were trained for. */
  readonly side: number;
  readonly filter: ResizeFilter;
  readonly mean: Triple;
  readonly deviation: Triple;
  /** Whether the publisher's program cuts off what is beyond the center's square. */
  readonly crops: boolean;
}

export const clipMean: Triple = [0.48145466, 0.4578275, 0.40821073];
export const clipDeviation: Triple = [0.26862954, 0.26130258, 0.27577711];

const triple = z.tuple([z.number(), z.number(), z.number()]);
const positive = z.number().positive();
const deviations = z.tuple([positive, positive, positive]);

/** transformers' `preprocessor_config.json`, as far as it decides about pixels; their number is the model's own. */
export const preprocessorConfig = z.looseObject({
  image_mean: triple.optional(),
  image_std: deviations.optional(),
  /** As PIL numbers its filters. */
  resample: z.union([z.literal(2), z.literal(3)]).optional(),
});

/** open_clip's `preprocess_cfg`. */
export const preprocessCfg = z.looseObject({
  mean: triple.optional(),
  std: deviations.optional(),
  interpolation: z.enum(["bicubic", "bilinear"]).optional(),
});

/** What a preprocessor's configuration says, over what the family does when it is silent. */
export function fromPreprocessor(
  config: z.infer<typeof preprocessorConfig> | null,
  silent: PictureSettings,
): PictureSettings {
  return {
    side: silent.side,
    filter: config?.resample === 2 ? "bilinear" : config?.resample === 3 ? "bicubic" : silent.filter,
    mean: config?.image_mean ?? silent.mean,
    deviation: config?.image_std ?? silent.deviation,
    crops: silent.crops,
  };
}

export function fromPreprocessCfg(
  config: z.infer<typeof preprocessCfg> | undefined,
  silent: PictureSettings,
): PictureSettings {
  return {
    side: silent.side,
    filter: config?.interpolation ?? silent.filter,
    mean: config?.mean ?? silent.mean,
    deviation: config?.std ?? silent.deviation,
    crops: silent.crops,
  };
}

/** The settings as models have them: stretched to a square of some side, so that nothing of a photo is lost, or cropped. */
export function pictureInput(
  { filter, mean, deviation }: PictureSettings,
  side: number,
  fit: PictureInput["fit"],
): PictureInput {
  const of = ([r, g, b]: Triple, map: (value: number) => number): [number, number, number] => [
    map(r),
    map(g),
    map(b),
  ];
  return {
    ...{ width: side, height: side, channelOrder: "rgb", filter, fit },
    mean: of(mean, (value) => 255 * value),
    scale: of(deviation, (value) => 1 / (255 * value)),
  };
}
