import { RegionaryError } from "../../errors";
import { shapeOf } from "../../model/chain";
import { elementCount } from "../../tensor/shape";
import type { EncodeLanes } from "../stages/encode-lanes";
import {
  allThreads,
  type EncodeModel,
  type LaneEncodeModel,
  segmentOn,
  segmentsOf,
} from "../stages/encode-model";
import type { Segment } from "../stages/segments";
import type { SegmentTiming } from "./segment-timing";

/** Runs a batch of noise of a size. */
type NoiseRun = (size: number) => Promise<void>;
type Noise = Readonly<Record<string, Uint8Array | Float32Array>>;

/**
 * Batches of noise for a segment of a model on all its lanes at once, as they will be used, or on the lane for what is
 * bound by memory. They reject if the regions are not finite, as a model's may be in half precision.
 */
export function noiseOf(lanes: EncodeLanes, model: EncodeModel, segment: Segment): NoiseRun {
  const { layout } = model;
  const noise = noiseFor(model, segment);
  if (segment.bound === "memory") {
    const threads = layout.memoryThreads ?? 1;
    const part = segmentOn(model, segment, { lane: 0, threads, maxBatch: 1 });
    return async (size) => void (await runNoise(lanes.memory(), part, segment, noise, size));
  }
  const { threads } = layout;
  const runOn = (lane: number, size: number) => {
    const part = segmentOn(model, segment, { lane, threads, maxBatch: size });
    return runNoise(lanes.at(lane), part, segment, noise, size);
  };
  let isShared = model.provider !== "cpu" || layout.lanes === 1;
  return async (size) => {
    // One lane makes the copy of the weights that all map, or each would write its own at the same time.
    if (!isShared) await runOn(0, 1);
    isShared = true;
    const all = Array.from({ length: layout.lanes }, (_, lane) => runOn(lane, size));
    const overflows = (await Promise.all(all)).includes(false);
    if (overflows && layout.precision === "float16")
      throw new RegionaryError("MODEL_OVERFLOW", "In half precision the model's regions are not finite.");
  };
}

/** The same for an image that has the threads of all lanes. */
export function wideNoiseOf(lanes: EncodeLanes, model: EncodeModel, segment: Segment): NoiseRun {
  const noise = noiseFor(model, segment);
  const part = segmentOn(model, segment, { lane: 0, threads: allThreads(model.layout), maxBatch: 1 });
  return async (size) => void (await runNoise(lanes.at(0), part, segment, noise, size));
}

/** Makes the first real batch as fast as the next: on a GPU the first batch of each size is slow. */
export async function warmUp(
  lanes: EncodeLanes,
  model: EncodeModel,
  segments: readonly (Pick<SegmentTiming, "wideMs"> & { readonly cap: number })[],
): Promise<void> {
  for (const segment of segmentsOf(model)) {
    const { cap, wideMs } = segments[segment.place]!;
    const encode = noiseOf(lanes, model, segment);
    if (model.provider !== "cpu") for (let size = 1; size < cap; size *= 2) await encode(size);
    await encode(cap);
    if (wideMs !== null) await wideNoiseOf(lanes, model, segment)(1);
  }
}

/** Whether the regions, if the segment gives them, are finite. */
async function runNoise(
  lane: ReturnType<EncodeLanes["at"]>,
  model: LaneEncodeModel,
  { stages, gives }: Segment,
  noise: Noise,
  count: number,
): Promise<boolean> {
  const values = Object.entries(noise).map(([name, one]) => [name, new Array(count).fill(one)] as const);
  const input = { count, values: Object.fromEntries(values) };
  if (gives.includes("regions")) {
    const length = count * elementCount(shapeOf(stages, "regions")!);
    const regions = [new Uint16Array(new SharedArrayBuffer(2 * length))];
    const [fits] = await lane.call("encode", () => ({ value: { model, input, regions }, transfer: [] }));
    return fits!;
  }
  await lane.call("values", () => ({ value: { model, input, wanted: gives }, transfer: [] }));
  return true;
}

/** An image's noise for what a segment takes that it does not make itself, in memory shared by all threads. */
function noiseFor({ picture }: EncodeModel, { stages }: Segment): Noise {
  const made = stages.flatMap(({ gives }) => gives.map(({ name }) => name));
  const given = stages.flatMap(({ takes }) => takes).filter(({ name }) => !made.includes(name));
  const values = given.map(({ name, shape }) => {
    if (name === "image") {
      const pixels = new Uint8Array(new SharedArrayBuffer(picture.height * picture.width * 3));
      for (let i = 0; i < pixels.length; i++) pixels[i] = 256 * Math.random();
      return [name, pixels] as const;
    }
    const numbers = new Float32Array(new SharedArrayBuffer(4 * elementCount(shape)));
    for (let i = 0; i < numbers.length; i++) numbers[i] = Math.random();
    return [name, numbers] as const;
  });
  return Object.fromEntries(values);
}
