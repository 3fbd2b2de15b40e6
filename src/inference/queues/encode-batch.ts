import { RegionaryError } from "../../errors";
import type { ChainInput } from "../stages/chain-input";
import type { EncodeLanes } from "../stages/encode-lanes";
import { type EncodeLayout, laneFor, valuesLayout } from "../stages/encode-layout";
import { type EncodeModel, encodeModelOn } from "../stages/encode-model";

/**
 * One picture, which shares a batch with others; or images that are encoded together and with no others,
 * because on a GPU the last bits depend on the batch: their regions are written into memory shared by all
 * threads.
 */
export type EncodeItem =
  | { readonly kind: "picture"; readonly model: EncodeModel; readonly pixels: Uint8Array } // [height, width, 3]
  | {
      readonly kind: "together";
      readonly model: EncodeModel;
      readonly input: EncodeInput;
      readonly regions: Uint16Array<SharedArrayBuffer>; // [N, P, R]
    };

/** Pictures, each [height, width, 3], or what a backbone made of some. */
export type EncodeInput =
  | { readonly kind: "pictures"; readonly pictures: readonly Uint8Array[] }
  | ({ readonly kind: "values" } & ChainInput);

/** The regions of each item's images, or why it has none. An item of images together comes alone. */
export async function encodeBatch(
  lanes: EncodeLanes,
  lane: number,
  items: readonly EncodeItem[],
): Promise<(Uint16Array | Error)[]> {
  const [first] = items as [EncodeItem];
  const layout = layoutOf(first);
  const place = laneFor(layout, first.model.layout, lane);
  const model = encodeModelOn({ ...first.model, layout }, place);
  const on = lanes.at(place);
  if (first.kind === "together") {
    const { input, regions } = first;
    const fits = await on.call("encodeInto", () => {
      const { value, transfer } = pack(input);
      return { value: { model, input: value, regions }, transfer };
    });
    return [fits ? regions : overflow()];
  }
  const pictures = items.flatMap((item) => (item.kind === "picture" ? [item.pixels] : []));
  const results = await on.call("encode", () => {
    const { value, transfer } = pack({ kind: "pictures", pictures });
    return { value: { model, input: value }, transfer };
  });
  return results.map((regions) => regions ?? overflow());
}

/** How many lanes such work runs on, and the threads of each. */
export function layoutOf(item: EncodeItem): EncodeLayout {
  const { layout, provider } = item.model;
  return isOfValues(item) ? valuesLayout(layout, provider) : layout;
}

/** Whether an item has no pictures to be encoded from pixels. */
export function isOfValues(item: EncodeItem): boolean {
  return item.kind === "together" && item.input.kind === "values";
}

/** How many images of an item are encoded from pixels. */
export function picturesOf(item: EncodeItem): number {
  if (item.kind === "picture") return 1;
  return item.input.kind === "pictures" ? item.input.pictures.length : 0;
}

function pack(input: EncodeInput): { value: ChainInput; transfer: ArrayBuffer[] } {
  if (input.kind === "values") return { value: { count: input.count, values: input.values }, transfer: [] };
  const { pictures } = input;
  const size = pictures[0]!.length;
  const image = new Uint8Array(pictures.length * size); // [N, height, width, 3]
  for (const [i, picture] of pictures.entries()) image.set(picture, i * size);
  return { value: { count: pictures.length, values: { image } }, transfer: [image.buffer] };
}

function overflow(): RegionaryError {
  return new RegionaryError(
    "MODEL_OVERFLOW",
    "The model's regions for this image are infinite, not a number, or beyond half precision. Its head and its backbone probably do not belong together: check the import with `regionary models verify`.",
  );
}
