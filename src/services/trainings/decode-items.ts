import { isRegionaryError, RegionaryError } from "../../errors";
import type { PictureInput } from "../../pictures/picture-input";
import type { BenchmarkSetRow } from "../../storage/benchmarks/benchmark-sets";
import { readImageBytes } from "../../storage/images/images";
import { decodeModeOf } from "../benchmarks/decode-mode";
import type { ServiceContext } from "../context";
import type { TaughtItem } from "./training-labels";

/** The pictures of some items of a set as a backbone takes them: [N, height, width, 3]. Errors name the picture. */
export async function decodeItems(
  context: Pick<ServiceContext, "db" | "engine">,
  set: BenchmarkSetRow,
  items: readonly TaughtItem[],
  input: PictureInput,
): Promise<Uint8Array> {
  const pictures = await Promise.all(items.map((item) => decodeItem(context, set, item, input)));
  return Buffer.concat(pictures);
}

async function decodeItem(
  { db, engine }: Pick<ServiceContext, "db" | "engine">,
  set: BenchmarkSetRow,
  item: TaughtItem,
  input: PictureInput,
): Promise<Uint8Array> {
  const { imageId, name } = item;
  const image = imageId && (await readImageBytes(db, imageId));
  if (!image) throw new RegionaryError("NOT_FOUND", `The picture "${name}" of the set is not stored.`);
  try {
    const request = { image: image.bytes, mode: decodeModeOf(set, item), input };
    return (await engine.decode(request, { priority: "bulk" })).pixels;
  } catch (error) {
    if (!isRegionaryError(error)) throw error;
    throw new RegionaryError(error.code, `The picture "${name}": ${error.message}`, {}, { cause: error });
  }
}
