import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { RegionaryError } from "../../errors";
import { modelSizes } from "../families/biam/sizes";

/** `head.json`: the sizes of a BiAM head and the files of its parts. */
export const headDescriptorSchema = z.strictObject({
  sizes: modelSizes,
  /** features, global -> regions [N, P, R] */
  trunk: z.string(),
  /** vectors [C, W] -> classifiers [C, R] */
  classifiers: z.string(),
  /** regions, classifiers -> logits [N, C] */
  score: z.string(),
  /** regions, classifiers -> logits, maps [N, P, C] */
  scoreMaps: z.string(),
});

export type HeadDescriptor = z.infer<typeof headDescriptorSchema>;

/** Reads a head package's description. Throws MODEL_NOT_READY where it is missing or damaged. */
export async function readHeadDescriptor(directory: string): Promise<HeadDescriptor> {
  try {
    const json = await readFile(path.join(directory, "head.json"), "utf8");
    return headDescriptorSchema.parse(JSON.parse(json));
  } catch (cause) {
    throw new RegionaryError(
      "MODEL_NOT_READY",
      "The head package of this model is missing or damaged. Import the model again.",
      {},
      { cause },
    );
  }
}
