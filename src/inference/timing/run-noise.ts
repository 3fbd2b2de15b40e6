import { RegionaryError } from "../../errors";
import { type EncodeModel, encodeModelOn } from "../stages/encode-model";
import type { EngineLanes } from "../stages/engine-lanes";

/**
 * Makes a function that runs batches of noise on all lanes of a layout at once, as they will be used. It
 * rejects if the regions are not finite, as a model's may be in half precision.
 */
export function noiseEncoder(lanes: EngineLanes, model: EncodeModel): (size: number) => Promise<void> {
  const { width, height } = model.picture;
  const noise = Uint8Array.from({ length: height * width * 3 }, () => 256 * Math.random()); // [height, width, 3]
  const encode = async (lane: number, size: number) => {
    const results = await lanes.encode.at(lane).call("encode", () => {
      const images = new Uint8Array(size * noise.length); // [N, height, width, 3]
      for (let i = 0; i < size; i++) images.set(noise, i * noise.length);
      const input = { count: size, values: { image: images } };
      return { value: { model: encodeModelOn(model, lane), input }, transfer: [images.buffer] };
    });
    if (results.includes(null) && model.layout.precision === "float16")
      throw new RegionaryError("MODEL_OVERFLOW", "In half precision the model's regions are not finite.");
  };
  return async (size) => {
    await Promise.all(Array.from({ length: model.layout.lanes }, (_, lane) => encode(lane, size)));
  };
}

/** Makes the first real batch as fast as the next: on a GPU the first batch of each size is slow. */
export async function warmUp(lanes: EngineLanes, model: EncodeModel, cap: number): Promise<void> {
  const encode = noiseEncoder(lanes, model);
  if (model.provider !== "cpu") for (let size = 1; size < cap; size *= 2) await encode(size);
  await encode(cap);
}
