import { type InferenceSession, listSupportedBackends, Tensor } from "onnxruntime-node";
import { writeTensor } from "../../pictures/write-tensor";
import { fromFloat16, toFloat16 } from "../../tensor/float16";
import { giveWay } from "../../threads/lower-priority";
import { createReusedFloats } from "../../threads/reused-floats";
import { serveTasks } from "../../threads/serve-tasks";
import type { EncodeTasks, LaneEncodeModel, SharedNumbers } from "../lane-tasks";
import { probeProvider } from "../providers/probe-provider";
import { createModelShelf } from "../sessions/model-shelf";
import { openSessions } from "../sessions/open-session";
import { rowsFor } from "../sessions/rows-for";
import { runSession, runSessionInto } from "../sessions/run-session";

const OPEN_MODELS = 2;
const FLOAT16_EXPONENT = 0x7c00; // all its bits set: an infinity or NaN

const shelf = createModelShelf(OPEN_MODELS, ({ files, runtime }: LaneEncodeModel) => {
  if (runtime.provider === "cpu") giveWay("behindRequests");
  return openSessions(files, runtime);
});

/** Features need no backbone, and its tail only where they lack the scene vector. */
const trunks = createModelShelf(OPEN_MODELS, ({ files: { trunk }, runtime }: LaneEncodeModel) => {
  if (runtime.provider === "cpu") giveWay("behindRequests");
  return openSessions({ trunk }, runtime);
});
const tails = createModelShelf(OPEN_MODELS, ({ files: { tail }, runtime }: LaneEncodeModel) =>
  openSessions({ tail }, runtime),
);

const pixelFloats = createReusedFloats();
const featureFloats = createReusedFloats();
const globalFloats = createReusedFloats();
const regionFloats = createReusedFloats();

serveTasks<EncodeTasks>(
  {
    supported: async () => ({ value: listSupportedBackends().map(({ name }) => name), transfer: [] }),

    probe: async ({ provider, gpu }) => {
      await probeProvider(provider, gpu);
      return { value: null, transfer: [] };
    },

    close: async (model) => {
      await shelf.drop(model);
      return { value: null, transfer: [] };
    },

    encode: async ({ model, images, count }) => {
      const sessions = await shelf.get(model);
      const rows = rowsFor(model, count);
      const features = await runBody(sessions.body, model, images, count, rows); // [rows, Cf, h, w]
      const global = await runTail(sessions.tail, model, features, rows); // [rows, G]
      const regions = await runTrunk(sessions.trunk, model, { count, features, global }, rows);
      const size = regions.length / count; // of [P, R]
      const items = Array.from({ length: count }, (_, i) =>
        toFloat16(regions.subarray(i * size, (i + 1) * size)),
      );
      const value = items.map((item) => (isFinite16(item) ? item : null));
      return { value, transfer: items.map((item) => item.buffer) };
    },

    encodeFeatures: async ({ model, batch, regions }) => {
      const { trunk } = await trunks.get(model);
      const { count } = batch;
      const rows = rowsFor(model, count);
      const features = toRows(batch.features, count, rows, featureFloats); // [rows, Cf, h, w]
      const global = batch.global
        ? toRows(batch.global, count, rows, globalFloats) // [rows, G]
        : await runTail((await tails.get(model)).tail, model, features, rows);
      toFloat16(await runTrunk(trunk, model, { count, features, global }, rows), regions);
      return { value: isFinite16(regions), transfer: [] };
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
  { runtime, input, featureShape, body }: LaneEncodeModel,
  images: Uint8Array, // [N, height, width, 3]
  count: number,
  rows: number,
): Promise<Float32Array> {
  const imageSize = images.length / count;
  const featureSize = featureShape[0] * featureShape[1] * featureShape[2];
  const features = featureFloats(rows * featureSize).fill(0, count * featureSize);
  const step = runtime.provider === "cpu" ? 1 : rows;
  const tensor = pixelFloats(step * imageSize).fill(0, count * imageSize); // [step, 3, height, width], zeros where no image is left
  for (let start = 0; start < count; start += step) {
    for (let at = start; at < Math.min(start + step, count); at++) {
      const pixels = images.subarray(at * imageSize, (at + 1) * imageSize);
      writeTensor(pixels, input, tensor, (at - start) * imageSize);
    }
    const made = features.subarray(start * featureSize, (start + step) * featureSize);
    const given = new Tensor("float32", tensor, [step, 3, input.height, input.width]);
    const output = new Tensor("float32", made, [step, ...featureShape]);
    await runSessionInto(session, { [body.input]: given }, body.output, output);
  }
  return features;
}

async function runTail(
  session: InferenceSession,
  { featureShape, globalSize, tail }: LaneEncodeModel,
  features: Float32Array,
  rows: number,
): Promise<Float32Array> {
  const input = new Tensor("float32", features, [rows, ...featureShape]);
  return runSession(session, { [tail.input]: input }, tail.output, rows * globalSize);
}

/** The enriched regions [count, P, R] of a batch that has `rows` rows, of which the first `count` are images. */
async function runTrunk(
  session: InferenceSession,
  { featureShape, globalSize, regionSize, runtime }: LaneEncodeModel,
  { count, features, global }: { count: number; features: Float32Array; global: Float32Array },
  rows: number,
): Promise<Float32Array> {
  // The trunk has no single-row products: on the CPU it is spared the row of zeros.
  const used = runtime.provider === "cpu" ? count : rows;
  const first = (values: Float32Array) => values.subarray(0, (values.length / rows) * used);
  const [, height, width] = featureShape;
  const size = height * width * regionSize;
  const regions = regionFloats(used * size);
  const feeds = {
    features: new Tensor("float32", first(features), [used, ...featureShape]),
    global: new Tensor("float32", first(global), [used, globalSize]),
  };
  const output = new Tensor("float32", regions, [used, height * width, regionSize]);
  await runSessionInto(session, feeds, "regions", output);
  return regions.subarray(0, count * size);
}

/** The numbers of `count` images as `rows` rows, of which those beyond the images are zeros. */
function toRows(
  numbers: SharedNumbers,
  count: number,
  rows: number,
  floats: (length: number) => Float32Array<ArrayBuffer>,
): Float32Array {
  const all = floats((numbers.length / count) * rows).fill(0, numbers.length);
  const target = all.subarray(0, numbers.length);
  if (numbers instanceof Uint16Array) fromFloat16(numbers, target);
  else target.set(numbers);
  return all;
}

function isFinite16(halves: Uint16Array): boolean {
  // An iterator takes seven times as long.
  for (let index = 0; index < halves.length; index++)
    if (((halves[index] as number) & FLOAT16_EXPONENT) === FLOAT16_EXPONENT) return false;
  return true;
}
