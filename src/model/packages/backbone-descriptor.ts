import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { RegionaryError } from "../../errors";
import { pictureInputSchema } from "../../pictures/picture-input";

const size = z.number().int().positive();
const modelPart = z.strictObject({ file: z.string(), input: z.string(), output: z.string() });

/** `backbone.json`: what a backbone package holds and how it is run. */
export const backboneDescriptorSchema = z.strictObject({
  kind: z.enum(["vgg19", "onnx"]),
  input: pictureInputSchema,
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
