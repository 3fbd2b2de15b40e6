import { RegionaryError } from "../../errors";
import type { Lane } from "../../threads/lane";
import {
  type EncodeModel,
  type EncodeTasks,
  encodeModelOn,
  type FeatureBatch,
  type LaneEncodeModel,
} from "../lane-tasks";
import type { EncodeLanes } from "./encode-lanes";
import { type EncodeLayout, featureLayout } from "./encode-layout";

/** One image, which shares a batch with others; or a whole batch, which is run as it is. */
export type EncodeItem =
  | { readonly model: EncodeModel; readonly pixels: Uint8Array } // [height, width, 3]
  | { readonly model: EncodeModel; readonly batch: WholeBatch };
/**
 * Images that are encoded together and with no others: on a GPU the last bits depend on the company. Their regions
 * are written into memory that all threads see.
 */
export type WholeBatch = ({ readonly pictures: readonly Uint8Array[] } | { readonly made: FeatureBatch }) & {
  readonly regions: Uint16Array<SharedArrayBuffer>; // [N, P, R]
};

/** The regions of each item's images, or why it has none. A whole batch comes alone. */
export async function encodeBatch(
  lanes: EncodeLanes,
  lane: number,
  items: EncodeItem[],
): Promise<(Uint16Array[] | Error)[]> {
  const [first] = items as [EncodeItem];
  const model = encodeModelOn({ ...first.model, layout: layoutOf(first) }, lane);
  if ("batch" in first) {
    const fits = await encodeWhole(lanes.at(lane), model, first.batch);
    return [fits ? [first.batch.regions] : overflow()];
  }
  const pictures = items.flatMap((item) => ("pixels" in item ? [item.pixels] : []));
  const results = await encodePictures(lanes.at(lane), model, pictures);
  return results.map((regions) => (regions ? [regions] : overflow()));
}

/** On how many lanes, each with how many threads, work like this runs. */
export function layoutOf(item: EncodeItem): EncodeLayout {
  const { layout, provider } = item.model;
  return "batch" in item && "made" in item.batch ? featureLayout(layout, provider) : layout;
}

/** How many images of an item go through the backbone. */
export function imagesOf(item: EncodeItem): number {
  if ("pixels" in item) return 1;
  return "pictures" in item.batch ? item.batch.pictures.length : 0;
}

function encodePictures(
  lane: Lane<EncodeTasks>,
  model: LaneEncodeModel,
  pictures: readonly Uint8Array[],
): Promise<(Uint16Array | null)[]> {
  return lane.call("encode", () => {
    const size = pictures[0]!.length;
    const images = new Uint8Array(pictures.length * size); // [N, height, width, 3]
    pictures.forEach((picture, i) => {
      images.set(picture, i * size);
    });
    return { value: { model, images, count: pictures.length }, transfer: [images.buffer] };
  });
}

/** Writes a batch's regions; false where they do not fit float16. */
async function encodeWhole(
  lane: Lane<EncodeTasks>,
  model: LaneEncodeModel,
  { regions, ...batch }: WholeBatch,
): Promise<boolean> {
  if ("made" in batch)
    return lane.call("encodeFeatures", () => ({
      value: { model, batch: batch.made, regions },
      transfer: [],
    }));
  let end = 0;
  for (const image of await encodePictures(lane, model, batch.pictures)) {
    if (!image) return false;
    regions.set(image, end);
    end += image.length;
  }
  return true;
}

function overflow(): RegionaryError {
  return new RegionaryError(
    "MODEL_OVERFLOW",
    "The model's regions for this image are infinite, not a number, or beyond half precision. Its head and its backbone probably do not belong together: check the import with `regionary models verify`.",
  );
}
