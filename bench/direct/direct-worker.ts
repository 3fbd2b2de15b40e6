import path from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { env, InferenceSession, Tensor } from "onnxruntime-node";
import type { ModelDescription } from "../../src/model/description";
import { randomTensor } from "../../test/helpers/graph/random-tensors";

/** What a worker opens: the parts to be run, and how. */
export interface DirectOptions {
  readonly description: ModelDescription;
  readonly directory: string;
  readonly provider: string;
  readonly threads: number;
  readonly labels: number;
  /** The first stage alone, without the others and without scores. */
  readonly bodyOnly: boolean;
}

export interface DirectRun {
  readonly batch: number;
  /** At least one batch is run. */
  readonly seconds: number;
}

export interface DirectCount {
  readonly images: number;
  readonly ms: number;
}

env.logLevel = "fatal";

/** One batch from the image tensor to the logits, by ONNX Runtime and nothing else: not even by our loop over stages. */
async function open({ description, directory, provider, threads, labels, bodyOnly }: DirectOptions) {
  const { picture, grid, score } = description;
  const stages = bodyOnly ? description.encode.slice(0, 1) : description.encode;
  const session = (file: string) =>
    InferenceSession.create(path.join(directory, file), {
      executionProviders: [provider],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
    });
  const sessions: InferenceSession[] = [];
  for (const { file } of stages) sessions.push(await session(file));
  const scoring = bodyOnly ? null : await session(score.graph);
  const classifierShape = [labels, grid.regionSize];
  const classifiers = new Tensor("float32", randomTensor(classifierShape, 5).data, classifierShape);

  const inputs = new Map<number, Tensor>();
  const inputOf = (batch: number) => {
    const shape = [batch, 3, picture.height, picture.width];
    const images = inputs.get(batch) ?? new Tensor("float32", randomTensor(shape, 6).data, shape);
    inputs.set(batch, images);
    return images;
  };
  const run = async (image: Tensor) => {
    const values: Record<string, Tensor> = { image };
    for (const [i, { takes, gives }] of stages.entries()) {
      const made = await sessions[i]!.run(
        Object.fromEntries(takes.map(({ name, inFile }) => [inFile, values[name]!])),
      );
      for (const { name, inFile, shape } of gives) {
        const data = made[inFile]!.data as Float32Array;
        values[name] = new Tensor("float32", data, [image.dims[0]!, ...shape]);
      }
    }
    if (!scoring) return;
    const share = score.whole && { share: new Tensor("float32", [score.whole.share], []) };
    const { logits } = await scoring.run({ regions: values.regions!, classifiers, ...share });
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
  const begun = performance.now();
  let count = 0;
  do {
    await run(images);
    count += message.batch;
  } while (performance.now() - begun < message.seconds * 1000);
  parentPort?.postMessage({ images: count, ms: performance.now() - begun } satisfies DirectCount);
});
