import { createHash } from "node:crypto";
import type { SourceItem } from "../../datasets/benchmark-source";
import { isRegionaryError, RegionaryError } from "../../errors";
import type { FeatureType } from "../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../storage/database/database";
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
  const { id, sha256 } =
    content.kind === "stored"
      ? { id: content.imageId, sha256: content.sha256 }
      : (await addFile(db, name, content.file)).image;
  return { imageId: id, features: null, global: null, contentHash: sha256 };
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

/** A picture that cannot be stored ends the import: a benchmark with holes would not be the benchmark. */
async function addFile(db: Database, name: string, file: string) {
  try {
    const bytes = await readPicture(file);
    return await addImage(db, { bytes, name: name.slice(-255), addedByPerson: false });
  } catch (error) {
    if (!isRegionaryError(error)) throw error;
    const message = `The picture "${name}" of the set: ${error.message} Fix it, then import again; to leave it out, delete the set first.`;
    throw new RegionaryError(error.code, message, error.details, { cause: error });
  }
}
