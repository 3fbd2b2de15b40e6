import type { SubmitOptions } from "../../batcher/batcher-options";
import type { DecodedPicture, DecodeRequest } from "../../pictures/pixel-tasks";
import type { PixelQueues } from "../queues/pixel-queues";

/** A picture file as a model takes it. */
export async function decodePicture(
  { decode, decodeLarge }: Pick<PixelQueues, "decode" | "decodeLarge">,
  request: DecodeRequest,
  options: SubmitOptions,
): Promise<DecodedPicture> {
  return (await decode.submit(request, options)) ?? decodeLarge.submit(request, options);
}
