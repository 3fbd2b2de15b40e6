import { createHash } from "node:crypto";
import type { SourceItem } from "../../datasets/benchmark-source";
import { type ErrorCode, isRegionaryError, RegionaryError } from "../../errors";
import { mayBeTurned, type PictureSizes, pictureSizes } from "../../pictures/picture-sizes";
import type { FeatureType } from "../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../storage/database/database";
import type { ImageRow } from "../../storage/images/images";
import { toFloat16 } from "../../tensor/float16";
import { addImage } from "../images/add-image";
import { readPicture } from "../images/read-picture";

/** The image or features of an item. Images that are already stored are named by their id. */
export type ItemContent =
  | SourceItem["content"]
  | { readonly kind: "stored"; readonly imageId: string; readonly sha256: string };

/** What is stored of an item besides its labels. */
interface StoredContent {
  readonly imageId: string | null;
  readonly features: Uint8Array | null;
  readonly global: Uint8Array | null;
  readonly contentHash: string;
  /** Of a picture that was read from a file. */
  readonly sizes?: () => Promise<PictureSizes>;
}

/** The content of the item `name` as it is kept; its picture is stored if it is not stored yet. */
export async function storeContent(
  db: Database,
  name: string,
  content: ItemContent,
  featureType: FeatureType,
): Promise<StoredContent> {
  if (content.kind === "features") {
    const features = keptNumbers(name, content.features, featureType);
    const global = content.global && keptNumbers(name, content.global, featureType);
    const hash = createHash("sha256").update(features);
    if (global) hash.update(global);
    return { imageId: null, features, global, contentHash: hash.digest("hex") };
  }
  const none = { features: null, global: null };
  if (content.kind === "stored") return { ...none, imageId: content.imageId, contentHash: content.sha256 };
  const { image, bytes } = await addFile(db, name, content.file);
  return { ...none, imageId: image.id, contentHash: image.sha256, sizes: () => sizesOf(image, bytes) };
}

async function sizesOf({ mediaType, width, height }: ImageRow, bytes: Buffer): Promise<PictureSizes> {
  if (mayBeTurned(bytes, mediaType)) return pictureSizes(bytes);
  return { stored: { width, height }, seen: { width, height }, isTurned: false };
}

const INFINITIES = [0x7c00, 0xfc00];

function keptNumbers(name: string, values: Float32Array, type: FeatureType): Uint8Array {
  const kept = type === "FLOAT16" ? toFloat16(values) : values;
  if (kept instanceof Uint16Array && INFINITIES.some((infinity) => kept.includes(infinity))) {
    const place = kept.findIndex((half) => INFINITIES.includes(half));
    throw new RegionaryError(
      "INVALID_DATASET",
      `The features of "${name}": number ${place} is ${values[place]}, but half precision goes only to 65,504. Delete the set and import it in single precision (--float32).`,
    );
  }
  return new Uint8Array(kept.buffer, kept.byteOffset, kept.byteLength);
}

/** Why a picture cannot be read, as opposed to what keeps any picture from being stored. */
const OF_THE_PICTURE: readonly ErrorCode[] = [
  "INVALID_IMAGE",
  "IMAGE_TOO_LARGE",
  "INVALID_INPUT",
  "NOT_FOUND",
];

/** The picture of an item cannot be read. */
export class BrokenPicture extends RegionaryError {
  constructor(
    name: string,
    readonly reason: string,
    { code, details }: RegionaryError,
    options: ErrorOptions,
  ) {
    const message = `The picture "${name}" of the set: ${reason} Fix it, then import again, or leave out all pictures that cannot be read: --skip-broken.`;
    super(code, message, details, options);
  }
}

/** Unless it was asked for, a picture that cannot be read ends the import: a benchmark with holes is another one. */
async function addFile(db: Database, name: string, file: string) {
  try {
    const bytes = await readPicture(file);
    const { image } = await addImage(db, { bytes, name: name.slice(-255), addedByPerson: false });
    return { image, bytes };
  } catch (error) {
    if (!isRegionaryError(error) || !OF_THE_PICTURE.includes(error.code)) throw error;
    throw new BrokenPicture(name, error.message, error, { cause: error });
  }
}
