import { readFile } from "node:fs/promises";
import { z } from "zod";
import { RegionaryError } from "../../../errors";
import { pictureInputSchema } from "../../../pictures/picture-input";

const size = z.number().int().positive();

/**
 * What a person says about a backbone in an ONNX file: its image input, and which of its values are the
 * feature map and the global vector. Sizes are needed only if the file leaves them open.
 */
export const backboneManifestSchema = z.strictObject({
  input: pictureInputSchema.extend({ name: z.string().min(1) }),
  features: z.strictObject({
    name: z.string().min(1),
    channels: size.optional(),
    height: size.optional(),
    width: size.optional(),
  }),
  global: z.strictObject({ name: z.string().min(1), size: size.optional() }),
});

export type BackboneManifest = z.infer<typeof backboneManifestSchema>;

/** Reads a manifest (JSON). Throws INVALID_BACKBONE that names every field at fault. */
export async function readBackboneManifest(path: string): Promise<BackboneManifest> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new RegionaryError(
      "INVALID_BACKBONE",
      `Expected a backbone manifest in JSON at ${path}: ${(cause as Error).message}`,
      {},
      { cause },
    );
  }
  const parsed = backboneManifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new RegionaryError(
    "INVALID_BACKBONE",
    `The backbone manifest is wrong: ${z.prettifyError(parsed.error)}`,
  );
}
