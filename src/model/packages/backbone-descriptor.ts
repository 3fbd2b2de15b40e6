import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { RegionaryError } from "../../errors";

const size = z.number().int().positive();
const perChannel = z.tuple([z.number(), z.number(), z.number()]);

/** How a picture becomes the image tensor: tensor = (pixel 0..255 - mean) * scale. */
export const backboneInputSchema = z.strictObject({
  name: z.string().min(1),
  width: size.max(4096),
  height: size.max(4096),
  channelOrder: z.enum(["rgb", "bgr"]),
  /** Per channel, in the tensor's order. */
  mean: perChannel,
  scale: perChannel,
});

const modelPart = z.strictObject({ file: z.string(), input: z.string(), output: z.string() });

/** `backbone.json`: what a backbone package holds and how it is run. */
const backboneDescriptorSchema = z.strictObject({
  kind: z.enum(["vgg19", "onnx"]),
  input: backboneInputSchema,
  features: z.strictObject({ channels: size, height: size, width: size }),
  global: z.strictObject({ size }),
  /** image [N, 3, height, width] -> features [N, channels, height, width] */
  body: modelPart,
  /** features -> global [N, size] */
  tail: modelPart,
});

export type BackboneDescriptor = z.infer<typeof backboneDescriptorSchema>;

/** Reads a backbone package's description. Throws MODEL_NOT_READY where it is missing or damaged. */
export async function readBackboneDescriptor(directory: string): Promise<BackboneDescriptor> {
  try {
    const json = await readFile(path.join(directory, "backbone.json"), "utf8");
    return backboneDescriptorSchema.parse(JSON.parse(json));
  } catch (cause) {
    throw new RegionaryError(
      "MODEL_NOT_READY",
      "The backbone package of this model is missing or damaged. Import the model again.",
      {},
      { cause },
    );
  }
}
