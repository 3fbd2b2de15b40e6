import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { RegionaryError } from "../../errors";
import { formatShape } from "../../tensor/shape";
import { asFloat32, readFloatArray, readNpyArray } from "./read-float-array";

/** What a publisher's program makes of a model, photos and texts. */
export interface ExpectedArrays {
  readonly texts: readonly string[];
  /** The photos' paths; none if only their pixels are known. */
  readonly photos: readonly string[];
  /** Whether the publisher stretches photos to the model's square or crops their center. */
  readonly fit: "stretch" | "crop";
  readonly images: number;
  readonly side: number;
  readonly pixels: Float32Array; // [N, 3, side, side]
  /** Of each text, with padding at its end or none. */
  readonly tokens: readonly (readonly number[])[];
  readonly size: number;
  readonly imageVectors: Float32Array; // [N, size]
  readonly textVectors: Float32Array; // [C, size]
  readonly logits: Float32Array; // [N, C]
}

const FILE = "arrays.json";

/** Written by scripts/transformers-arrays.py. */
const listSchema = z.looseObject({
  arrays: z.object({
    pixel_values: z.string(),
    input_ids: z.string(),
    image_embeds: z.string(),
    text_embeds: z.string(),
    logits_per_image: z.string(),
  }),
  photos: z.array(z.string()),
  texts: z.array(z.string()).min(1),
  fit: z.enum(["stretch", "crop"]),
});

/**
 * Reads a folder of `scripts/transformers-arrays.py`. NOT_FOUND if it is none, INVALID_INPUT for a file that is damaged
 * and for arrays that do not match each other.
 */
export async function readExpectedArrays(directory: string): Promise<ExpectedArrays> {
  const { arrays, photos, texts, fit } = await readList(path.join(directory, FILE));
  const at = (name: keyof typeof arrays) => path.resolve(directory, arrays[name]);
  const pixels = await readFloatArray(at("pixel_values"));
  const ids = await readNpyArray(at("input_ids"));
  const imageVectors = await readFloatArray(at("image_embeds"));
  const textVectors = await readFloatArray(at("text_embeds"));
  const logits = await readFloatArray(at("logits_per_image"));

  const [images = 0, , side = 0] = pixels.shape;
  const [, length = 0] = ids.shape;
  const [, size = 0] = imageVectors.shape;
  const check = (name: string, found: readonly number[], expected: readonly number[]) => {
    if (images > 0 && formatShape(found) === formatShape(expected)) return;
    throw new RegionaryError(
      "INVALID_INPUT",
      `${at(name as keyof typeof arrays)} must be of shape ${formatShape(expected)} for ${images} photos and ${texts.length} texts; got ${formatShape(found)}.`,
    );
  };
  check("pixel_values", pixels.shape, [images, 3, side, side]);
  check("input_ids", ids.shape, [texts.length, length]);
  check("image_embeds", imageVectors.shape, [images, size]);
  check("text_embeds", textVectors.shape, [texts.length, size]);
  check("logits_per_image", logits.shape, [images, texts.length]);
  if (photos.length !== 0 && photos.length !== images) {
    throw new RegionaryError(
      "INVALID_INPUT",
      `${path.join(directory, FILE)} must name the ${images} photos of pixel_values, or none; got ${photos.length}.`,
    );
  }
  return {
    ...{ texts, fit, images, side, size },
    photos: photos.map((photo) => path.resolve(directory, photo)),
    pixels: asFloat32(pixels.data),
    tokens: texts.map((_, row) =>
      Array.from(ids.data.subarray(row * length, (row + 1) * length) as ArrayLike<number | bigint>, Number),
    ),
    imageVectors: asFloat32(imageVectors.data),
    textVectors: asFloat32(textVectors.data),
    logits: asFloat32(logits.data),
  };
}

async function readList(file: string): Promise<z.infer<typeof listSchema>> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new RegionaryError(
      "NOT_FOUND",
      `There is no file ${file}. Make the folder by scripts/transformers-arrays.py.`,
      {},
      { cause },
    );
  });
  const parsed = listSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new RegionaryError(
    "INVALID_INPUT",
    `${file} is not as scripts/transformers-arrays.py writes it: ${z.prettifyError(parsed.error)}`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
