import { type InferenceSession, listSupportedBackends, Tensor } from "onnxruntime-node";
import { toFloat16 } from "../tensor/float16";
import type { EncodeModel, EncodeTasks } from "./lane-tasks";
import { createModelShelf } from "./model-shelf";
import { openSessions } from "./open-session";
import { probeProvider } from "./probe-provider";
import { runSession } from "./run-session";
import { serveTasks } from "./serve-tasks";

const OPEN_MODELS = 2;
const FLOAT16_EXPONENT = 0x7c00; // all its bits set: an infinity or NaN

const shelf = createModelShelf(OPEN_MODELS, ({ body, tail, trunkFile, runtime }: EncodeModel) =>
  openSessions({ body: body.file, tail: tail.file, trunk: trunkFile }, runtime),
);

serveTasks<EncodeTasks>(
  {
    supported: async () => ({ value: listSupportedBackends().map(({ name }) => name), transfer: [] }),

    probe: async (provider) => {
      await probeProvider(provider);
      return { value: null, transfer: [] };
    },

    open: async (model) => {
      await shelf.get(model);
      return { value: null, transfer: [] };
    },

    encode: async ({ model, images, count }) => {
      const sessions = await shelf.get(model);
      const features = await runBody(sessions.body, model, images, count); // [N, Cf, h, w]
      const global = await runTail(sessions.tail, model, features, count); // [N, G]
      const regions = await runTrunk(sessions.trunk, model, features, global, count); // [N, P, R]
      const size = regions.length / count;
      const items = Array.from({ length: count }, (_, i) =>
        toFloat16(regions.subarray(i * size, (i + 1) * size)),
      );
      const value = items.map((item) => (isFinite16(item) ? item : null));
      return { value, transfer: items.map((item) => item.buffer) };
    },
  },
  { oneAtATime: true },
);

/**
 * On the CPU a batch of convolutions is no faster than its images one by one, which need less memory and
 * let the thread hear between two of them that it shall end.
 */
async function runBody(
  session: InferenceSession,
  { runtime, imageShape, featureShape, body }: EncodeModel,
  images: Float32Array,
  count: number,
): Promise<Float32Array> {
  const step = runtime.provider === "cpu" ? 1 : count;
  const imageSize = images.length / count;
  const featureSize = featureShape[0] * featureShape[1] * featureShape[2];
  const features = new Float32Array(count * featureSize);
  for (let start = 0; start < count; start += step) {
    const part = images.subarray(start * imageSize, (start + step) * imageSize);
    const input = new Tensor("float32", part, [step, ...imageShape]);
    const output = await runSession(session, { [body.input]: input }, body.output, step * featureSize);
    features.set(output, start * featureSize);
  }
  return features;
}

/**
 * A single row goes with a row of zeros: ONNX Runtime multiplies one row by another routine than several,
 * with other roundings, and an image's regions shall not depend on whether it came alone.
 */
async function runTail(
  session: InferenceSession,
  { featureShape, globalSize, tail }: EncodeModel,
  features: Float32Array,
  count: number,
): Promise<Float32Array> {
  const rows = Math.max(2, count);
  const padded = new Float32Array((features.length / count) * rows);
  padded.set(features);
  const input = new Tensor("float32", padded, [rows, ...featureShape]);
  const global = await runSession(session, { [tail.input]: input }, tail.output, rows * globalSize);
  return global.subarray(0, count * globalSize);
}

async function runTrunk(
  session: InferenceSession,
  { featureShape, globalSize }: EncodeModel,
  features: Float32Array,
  global: Float32Array,
  count: number,
): Promise<Float32Array> {
  const feeds = {
    features: new Tensor("float32", features, [count, ...featureShape]),
    global: new Tensor("float32", global, [count, globalSize]),
  };
  return runSession(session, feeds, "regions", null);
}

function isFinite16(halves: Uint16Array): boolean {
  return halves.every((half) => (half & FLOAT16_EXPONENT) !== FLOAT16_EXPONENT);
}
