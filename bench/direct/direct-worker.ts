import path from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { env, InferenceSession, Tensor } from "onnxruntime-node";
import { regionCount } from "../../src/model/families/biam/sizes";
import { readBackboneDescriptor } from "../../src/model/packages/backbone-descriptor";
import { readHeadDescriptor } from "../../src/model/packages/head-descriptor";
import { randomTensor } from "../../test/helpers/graph/random-tensors";

/** What a worker opens: the parts to be run, and how. */
export interface DirectOptions {
  readonly backbone: string;
  readonly head: string;
  readonly provider: string;
  readonly threads: number;
  readonly labels: number;
  /** The backbone's convolutions alone, without its tail and the head. */
  readonly bodyOnly: boolean;
}

export interface DirectRun {
  readonly batch: number;
  readonly seconds: number;
}

export interface DirectCount {
  readonly images: number;
  readonly ms: number;
}

env.logLevel = "fatal";

/** One batch from the image tensor to the logits, by ONNX Runtime and nothing else. */
async function open({ backbone, head, provider, threads, labels, bodyOnly }: DirectOptions) {
  const { input, body, tail, features, global } = await readBackboneDescriptor(backbone);
  const { sizes, trunk, score } = await readHeadDescriptor(head);
  const session = (directory: string, file: string) =>
    InferenceSession.create(path.join(directory, file), {
      executionProviders: [provider],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
    });
  const bodySession = await session(backbone, body.file);
  const [tailSession, trunkSession, scoreSession] = bodyOnly
    ? []
    : [await session(backbone, tail.file), await session(head, trunk), await session(head, score)];
  const classifierShape = [labels, sizes.regionSize];
  const classifiers = new Tensor("float32", randomTensor(classifierShape, 5).data, classifierShape);

  const inputs = new Map<number, Tensor>();
  const inputOf = (batch: number) => {
    const shape = [batch, 3, input.height, input.width];
    const images = inputs.get(batch) ?? new Tensor("float32", randomTensor(shape, 6).data, shape);
    inputs.set(batch, images);
    return images;
  };
  const run = async (images: Tensor) => {
    const found = (await bodySession.run({ [body.input]: images }))[body.output]!;
    if (!tailSession || !trunkSession || !scoreSession) return;
    const batch = images.dims[0]!;
    const featureShape = [batch, features.channels, features.height, features.width];
    const grid = new Tensor("float32", found.data as Float32Array, featureShape);
    const vector = (await tailSession.run({ [tail.input]: grid }))[tail.output]!;
    const whole = new Tensor("float32", vector.data as Float32Array, [batch, global.size]);
    const rows = (await trunkSession.run({ features: grid, global: whole })).regions!;
    const regionShape = [batch, regionCount(sizes), sizes.regionSize];
    const regions = new Tensor("float32", rows.data as Float32Array, regionShape);
    const { logits } = await scoreSession.run({ regions, classifiers });
    if (!(logits!.data as Float32Array).every(Number.isFinite)) throw new Error("logits are not finite");
  };
  return { inputOf, run };
}

const opened = open(workerData as DirectOptions);
opened.catch(() => undefined);

parentPort?.on("message", async (message: DirectRun | "end") => {
  if (message === "end") process.exit(0); // between two runs: ONNX Runtime aborts a process that ends in one
  const { inputOf, run } = await opened;
  const images = inputOf(message.batch);
  await run(images); // the first of a size allocates what the others use
  const begun = performance.now();
  let count = 0;
  do {
    await run(images);
    count += message.batch;
  } while (performance.now() - begun < message.seconds * 1000);
  parentPort?.postMessage({ images: count, ms: performance.now() - begun } satisfies DirectCount);
});
