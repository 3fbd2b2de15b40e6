import { z } from "zod";

const side = z.number().int().positive().max(4096);
const perChannel = z.tuple([z.number(), z.number(), z.number()]);

/** The filters, named as PIL names them. */
const RESIZE_FILTERS = ["bilinear", "bicubic"] as const;
export type ResizeFilter = (typeof RESIZE_FILTERS)[number];

/** How a picture whose proportions are not the input's becomes it. */
const FITS = ["stretch", "crop"] as const;

/** How a picture becomes the image tensor: tensor = (pixel 0..255 - mean) * scale. */
export const pictureInputSchema = z.strictObject({
  width: side,
  height: side,
  channelOrder: z.enum(["rgb", "bgr"]),
  /** Per channel, in the tensor's order. */
  mean: perChannel,
  scale: perChannel,
  filter: z.enum(RESIZE_FILTERS).default("bilinear"),
  /**
   * `stretch`: resized directly to the size, whatever its proportions, so that nothing is lost. `crop`: the
   * publisher's center crop, to reproduce published figures; a label in what is cut off is not found.
   */
  fit: z.enum(FITS).default("stretch"),
});

/** How a model wants its picture; mean and scale are in the tensor's channel order. */
export type PictureInput = z.infer<typeof pictureInputSchema>;
