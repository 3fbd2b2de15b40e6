import { encodeImages } from "../../../src/inference/queues/encode-images";
import { createEncodeLimits } from "../../../src/inference/queues/encode-limits";
import { createQueues } from "../../../src/inference/queues/engine-queues";
import { createScoreLimits } from "../../../src/inference/queues/score-limits";
import type { EncodeModel } from "../../../src/inference/stages/encode-model";
import type { EngineLanes } from "../../../src/inference/stages/engine-lanes";
import type { Stage } from "../../../src/model/description";

const stage = {
  file: "stage.onnx",
  takes: [{ name: "image", inFile: "image", shape: [3, 1, 1] }],
  gives: [{ name: "regions", inFile: "regions", shape: [1, 1] }],
  bound: "compute",
  precision: "float32",
} satisfies Stage;
const uncounted = { encoded: () => undefined, scored: () => undefined };

/** A GPU whose memory is full beyond so many images: no machine here has one, so that the lane says it. */
function lanesOfSmallGpu(most: number, tried: number[]): EngineLanes {
  const call = async (_: string, pack: () => { value: { input: { count: number } } }) => {
    const { count } = pack().value.input;
    tried.push(count);
    if (count > most) throw new Error("Failed to allocate memory for requested buffer of size 1073741824");
    return new Array(count).fill(true);
  };
  return { encode: { at: () => ({ call }) } } as unknown as EngineLanes;
}

it("an encode that runs out of memory is run again in halves, and later batches are smaller", async () => {
  const tried: number[] = [];
  const limits = { encode: createEncodeLimits(8), score: createScoreLimits(1) };
  const layout = { lanes: 1, threads: 1, precision: "float32", memoryThreads: null } as const;
  const segments = [{ bound: "compute", points: [], wideMs: null }] as const;
  limits.encode.set("m", { provider: "cuda", layout, segments });
  const sizes = { maxBatch: 8, encodeLanes: 1, decodes: 1 };
  const queues = createQueues(lanesOfSmallGpu(4, tried), limits, sizes, uncounted);
  const model = { key: "m", provider: "cuda", layout, gpus: [0], stages: { float32: [stage] } };
  const regions = new Uint16Array(new SharedArrayBuffer(2));
  const images = { count: 1, values: { image: [new Uint8Array(1)] }, regions, alone: false };
  const encode = () => encodeImages(queues, model as unknown as EncodeModel, images);
  expect(await Promise.all(Array.from({ length: 8 }, encode))).toHaveLength(8);
  expect(tried).toEqual([8, 4, 4]);
  await Promise.all(Array.from({ length: 8 }, encode));
  expect(tried.slice(3)).toEqual([4, 4]);
});
