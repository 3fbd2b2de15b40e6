import type { SubmitOptions } from "../../../src/batcher/batcher-options";
import type { LoadedModel } from "../../../src/inference/engine/loaded-model";

/** A picture file's regions, decoded as a person sees it. */
export async function encodeFile(
  model: LoadedModel,
  file: Uint8Array,
  options: SubmitOptions = {},
): Promise<Uint16Array> {
  return model.encode(await model.decode(file, { ...options, mode: "photo" }), options);
}
