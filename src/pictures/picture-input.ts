import { z } from "zod";

const side = z.number().int().positive().max(4096);
const perChannel = z.tuple([z.number(), z.number(), z.number()]);

/** The filters, named as PIL names them. */
const RESIZE_FILTERS = ["bilinear", "bicubic"] as const;
export type ResizeFilter = (typeof RESIZE_FILTERS)[number];

const stretchAlone =
  'must be "stretch": a picture is never cropped, because a label in what is cut off could not be found';

/** How a picture becomes the image tensor: tensor = (pixel 0..255 - mean) * scale. */
export const pictureInputSchema = z.strictObject({
  width: side,
  height: side,
  channelOrder: z.enum(["rgb", "bgr"]),
  /** Per channel, in the tensor's order. */
  mean: perChannel,
  scale: perChannel,
  filter: z.enum(RESIZE_FILTERS).default("bilinear"),
  /** Resized directly to the size, whatever the picture's proportions. */
  fit: z.literal("stretch", { error: stretchAlone }).default("stretch"),
});

/** How a model wants its picture; mean and scale are in the tensor's channel order. */
export type PictureInput = z.infer<typeof pictureInputSchema>;
