import type { SubmitOptions } from "../../batcher/batcher-options";
import { type EncodeModel, segmentsOf } from "../stages/encode-model";
import type { EncodedImages, EncodedValues } from "./encode-batch";
import type { EncodeQueues } from "./encode-queues";

/**
 * Encodes some images into their regions, segment by segment; what is between two of them stays in memory shared by all threads.
 * Images together run in no batch with others.
 */
export async function encodeImages(
  { encode, encodeMemory }: EncodeQueues,
  model: EncodeModel,
  images: EncodedImages,
  options: SubmitOptions = {},
): Promise<void> {
  const { count, regions, alone } = images;
  let known = images.values;
  for (const [index, segment] of segmentsOf(model, Object.keys(images.values)).entries()) {
    const takes = segment.stages.flatMap((stage) => stage.takes.map(({ name }) => name));
    const values = Object.fromEntries(Object.entries(known).filter(([name]) => takes.includes(name)));
    const queue = segment.bound === "memory" ? encodeMemory : encode;
    const item = { model, segment, count, values, regions, alone };
    const made = await queue.submit(item, { ...options, alone, begun: index > 0 });
    known = { ...known, ...inParts(made) };
  }
}

function inParts(made: EncodedValues): EncodedImages["values"] {
  return Object.fromEntries(Object.entries(made).map(([name, numbers]) => [name, [numbers]]));
}
