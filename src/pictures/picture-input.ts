import { z } from "zod";

const side = z.number().int().positive().max(4096);
const perChannel = z.tuple([z.number(), z.number(), z.number()]);

/** How a picture becomes the image tensor: tensor = (pixel 0..255 - mean) * scale. */
export const pictureInputSchema = z.strictObject({
  name: z.string().min(1),
  width: side,
  height: side,
  channelOrder: z.enum(["rgb", "bgr"]),
  /** Per channel, in the tensor's order. */
  mean: perChannel,
  scale: perChannel,
});

/** How a model wants its picture; mean and scale are in the tensor's channel order. */
export type PictureInput = z.infer<typeof pictureInputSchema>;
