import { readFile } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";
import { encodeTextsHere } from "../../inference/checks/encode-texts-here";
import { encodeWholeImages } from "../../inference/checks/whole-images";
import type { ModelDescription } from "../../model/description";
import { FAMILIES } from "../../model/families/families";
import { writeModel } from "../../model/families/write-model";
import { joinParts } from "../../model/packages/join-parts";
import type { TextEncoder } from "../../model/text-encoder";
import { imageTensor } from "../../pictures/image-tensor";
import type { PictureInput } from "../../pictures/picture-input";
import { type Difference, largestDifference } from "../../tensor/largest-difference";
import {
  comparePixels,
  compareVectors,
  type PixelComparison,
  type VectorComparison,
} from "./compare-vectors";
import { type ExpectedArrays, readExpectedArrays } from "./read-expected-arrays";

/** A publisher's folder, and a folder of what the publisher's program makes of it. */
interface TextModelToVerify {
  readonly modelPath: string;
  readonly arraysPath: string;
}

/** How far a model of images and texts is from its publisher's program. */
export interface TextVerification {
  readonly family: string;
  readonly images: number;
  readonly texts: readonly string[];
  /** The texts whose tokens differ, padding aside. */
  readonly otherTokens: readonly OtherTokens[];
  readonly textVectors: VectorComparison;
  /** Of the publisher's own pixels. */
  readonly imageVectors: VectorComparison;
  readonly logits: Difference;
  /** By what the logits multiply a cosine. */
  readonly scale: number;
  /** Null where the arrays name no photos. */
  readonly photos: PhotoComparison | null;
}

export interface OtherTokens {
  readonly text: string;
  readonly found: readonly number[];
  readonly expected: readonly number[];
}

/** Photos as they are read here, but fitted to the model's square as its publisher does. */
interface PhotoComparison {
  readonly fit: PictureInput["fit"];
  readonly pixels: PixelComparison;
  readonly vectors: VectorComparison;
}

/**
 * Converts a model as an import would, runs it in float32 on the CPU, and compares what it makes of texts, pixels and
 * photos. `workDirectory` holds the converted model meanwhile; an `onProgress` that throws ends it. Throws INVALID_INPUT
 * for arrays that do not match each other or the model, and what `writeModel` throws.
 */
export async function verifyTextModel(
  { modelPath, arraysPath }: TextModelToVerify,
  workDirectory: string,
  onProgress: () => void = () => undefined,
): Promise<TextVerification> {
  const expected = await readExpectedArrays(arraysPath);
  const directory = path.join(workDirectory, "written");
  const { description, encoder, scale } = await writeTextModel(modelPath, directory);
  checkSizes(description, encoder, expected);
  const { texts, images, size } = expected;

  const { tokens, vectors } = await encodeTextsHere(path.join(directory, "text"), encoder, texts, onProgress);
  const encode = (tensors: Float32Array) => {
    const labels = { count: texts.length, vectors };
    return encodeWholeImages(description, directory, { count: images, tensors }, labels, onProgress);
  };
  const seen = await encode(expected.pixels);
  const photos = expected.photos.length > 0 ? await readPhotos(expected, description.picture) : null;
  return {
    family: description.family,
    images,
    texts,
    otherTokens: texts.flatMap((text, row) => {
      const [found, given] = [tokens[row]!, expected.tokens[row]!];
      return isSameButPadding(found, given) ? [] : [{ text, found, expected: given }];
    }),
    textVectors: compareVectors(vectors, expected.textVectors, size),
    imageVectors: compareVectors(seen.vectors, expected.imageVectors, size),
    logits: largestDifference(seen.logits, expected.logits),
    scale,
    photos: photos && {
      fit: expected.fit,
      pixels: comparePixels(photos, expected.pixels, description.picture),
      vectors: compareVectors((await encode(photos)).vectors, expected.imageVectors, size),
    },
  };
}

async function writeTextModel(
  modelPath: string,
  directory: string,
): Promise<{ description: ModelDescription; encoder: TextEncoder; scale: number }> {
  const source = { checkpointPath: modelPath, heads: null, given: null };
  const { part, backbone, encoder } = await writeModel(source, FAMILIES, directory);
  if (backbone && encoder && part.labels.from === "text") {
    const own = { name: "model", part };
    const description = joinParts(own, { name: "backbone", part: backbone });
    return { description, encoder, scale: part.labels.scale };
  }
  throw new RegionaryError(
    "INVALID_INPUT",
    `Expected a model of images and texts; got one of the family ${part.family}.`,
  );
}

function checkSizes(
  { picture, labels }: ModelDescription,
  { maxTokens }: TextEncoder,
  { side, size, tokens }: ExpectedArrays,
): void {
  const length = tokens[0]!.length;
  if (side === picture.width && size === labels.size && length <= maxTokens) return;
  throw new RegionaryError(
    "INVALID_INPUT",
    `The arrays are of another model: pictures of side ${side}, vectors of ${size} numbers and texts of ${length} tokens, ` +
      `where this one has side ${picture.width}, ${labels.size} numbers and at most ${maxTokens} tokens.`,
  );
}

/** The photos as tensors [N, 3, side, side]. */
async function readPhotos({ photos, fit }: ExpectedArrays, picture: PictureInput): Promise<Float32Array> {
  const each = 3 * picture.width * picture.height;
  const tensors = new Float32Array(photos.length * each);
  for (const [place, photo] of photos.entries()) {
    const bytes = await readFile(photo).catch((cause: unknown) => {
      throw new RegionaryError(
        "NOT_FOUND",
        `There is no photo ${photo}, which the arrays are of.`,
        {},
        { cause },
      );
    });
    tensors.set(await imageTensor(bytes, "photo", { ...picture, fit }), place * each);
  }
  return tensors;
}

/** Padding repeats one token behind a text's own. */
function isSameButPadding(found: readonly number[], expected: readonly number[]): boolean {
  const padding = expected.slice(found.length);
  return found.every((id, at) => id === expected[at]) && padding.every((id) => id === padding[0]);
}
