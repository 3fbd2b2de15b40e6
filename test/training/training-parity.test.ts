import path from "node:path";
import { differentiate } from "../../src/graph/differentiate";
import { withoutUnusedNodes } from "../../src/graph/without-unused-nodes";
import { openStatefulGraphs } from "../../src/inference/stateful/open-stateful-graphs";
import { biamClassifiers, biamScore, biamTrunk } from "../../src/model/families/biam/biam";
import { writeOnnxModel } from "../../src/onnx/write/write-onnx-model";
import { largestDifference } from "../../src/tensor/largest-difference";
import { elementCount } from "../../src/tensor/shape";
import { adamFactors } from "../../src/training/adam";
import { trainingStep } from "../../src/training/training-step";
import { directoryPerTest } from "../helpers/files/directory-per-test";
import { interpret, type Tensor64, tensor64 } from "../helpers/graph/interpreter";
import { type GraphInput, runGraph, sourceOf, type Tensor32 } from "../helpers/graph/run-graph";
import { referenceArray, referenceWeights } from "../helpers/reference-files";
import { describeWithShared } from "../helpers/shared";
import { referenceLoss } from "../helpers/trainings/reference-step";
import { referenceClasses, referenceSizes, trainingManifest } from "../helpers/trainings/training-reference";

const folder = "training";
const learningRate = 1e-3;

describeWithShared("reference/training", "vocabularies")("the training step beside the authors'", () => {
  const directory = directoryPerTest();

  it("has the authors' logits and gradients of every weight", async () => {
    const { training, inputs } = await referenceLoss();
    const weights = await referenceWeights(folder, "initial.legacy.pth");
    const trained = training.graph.parameters.filter(({ name }) => !training.statistics.has(name));
    const { graph, gradients } = differentiate(
      training.graph,
      "loss",
      trained.map(({ name }) => name),
    );
    // The running statistics are not used: what they become is no output here.
    const used = { ...withoutUnusedNodes(graph), parameters: trained };
    const found = await runGraph(used, inputs, (name) => sourceOf(weights.get(name)!));
    const logits = await referenceArray(folder, "logits_step0_f64");
    expect(largestDifference(found.logits!.data, logits).value).toBeLessThan(1e-5);
    const expected = await referenceWeights(folder, "gradients_step0_f64.legacy.pth");
    expect([...expected.keys()].sort()).toEqual([...gradients.keys()].sort());
    const beyond = [...expected].filter(([name, { data }]) => {
      const { value } = largestDifference(found[gradients.get(name)!]!.data, data);
      const largest = data.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
      return value > Math.max(1e-4 * largest, 1e-7); // the key bias's gradient is zero in theory
    });
    expect(beyond).toEqual([]);
  });

  it("has the authors' weights and norm statistics after one step, and losses of three, in float32", async () => {
    const { training, inputs } = await referenceLoss();
    const { graph, state } = trainingStep(training);
    const noParameter = () => {
      throw new Error("the step has no parameters");
    };
    await writeOnnxModel({ graph, directory: directory(), stem: "step", readParameter: noParameter });
    const graphs = await openStatefulGraphs({
      files: { step: path.join(directory(), "step.onnx") },
      state,
      runtime: { provider: "cpu", threads: 1 },
    });
    const initial = await referenceWeights(folder, "initial.legacy.pth");
    await graphs.write(asState(initial));
    const losses: number[] = [];
    for (const step of [1, 2, 3]) {
      const factors = Object.entries(adamFactors(step, learningRate)).map(
        ([name, value]) => [name, { shape: [], data: Float32Array.of(value) }] as const,
      );
      const { loss } = await graphs.run("step", copied({ ...inputs, ...Object.fromEntries(factors) }));
      losses.push(loss![0]!);
      if (step === 1) await expectAfterOneStep(await graphs.read());
    }
    await graphs.close();
    expect(largestDifference(losses, trainingManifest().notes.losses.f64).value).toBeLessThan(1e-3);
  });

  it("has the authors' losses of three steps and logits after them, in float64", async () => {
    const { training, inputs } = await referenceLoss();
    const { graph, state } = trainingStep(training);
    const initial = await referenceWeights(folder, "initial.legacy.pth");
    let values = new Map<string, Tensor64>(
      state.map(({ name, shape }) => [
        name,
        tensor64(shape, initial.get(name)?.data ?? new Float32Array(elementCount(shape))),
      ]),
    );
    const given = Object.entries(inputs).map(
      ([name, { shape, data }]) => [name, tensor64(shape, Float64Array.from(data, Number))] as const,
    );
    const losses: number[] = [];
    for (const step of [1, 2, 3]) {
      const factors = Object.entries(adamFactors(step, learningRate)).map(
        ([name, value]) => [name, tensor64([], [value])] as const,
      );
      const all = Object.fromEntries([...given, ...factors, ...values]);
      const results = interpret(graph, all, new Map());
      losses.push(results.get("loss")!.data[0]!);
      values = new Map(state.map(({ name }) => [name, results.get(`next/${name}`)!]));
    }
    expect(largestDifference(losses, trainingManifest().notes.losses.f64).value).toBeLessThan(1e-6);
    const logits = await referenceArray(folder, "eval_logits_925_after_step3_f64");
    expect(largestDifference(await evaluate(values), logits).value).toBeLessThan(1e-5);
  }, 120_000); // some 20 GFLOP in double precision and plain loops: 10 s
});

async function expectAfterOneStep(state: Readonly<Record<string, Float32Array>>): Promise<void> {
  const expected = await referenceWeights(folder, "after_step1_f64.legacy.pth");
  let [near, all] = [0, 0];
  for (const [name, { data }] of expected) {
    if (name.includes(".running_")) {
      expect(largestDifference(state[name]!, data).value).toBeLessThan(1e-5);
      continue;
    }
    data.forEach((value, i) => {
      if (Math.abs(state[name]![i]! - value) < 1e-6) near++;
    });
    all += data.length;
  }
  expect(near / all).toBeGreaterThanOrEqual(0.999);
}

/** The logits of the reference batch in inference mode, in double precision. */
async function evaluate(parameters: ReadonlyMap<string, Tensor64>): Promise<Float64Array> {
  const { inputs, vectors } = await referenceLoss();
  const doubles = (name: string) =>
    tensor64(inputs[name]!.shape, Float64Array.from(inputs[name]!.data, Number));
  const image = { features: doubles("features"), global: doubles("global") };
  const regions = interpret(biamTrunk(referenceSizes), image, parameters).get("regions")!;
  const words = tensor64([referenceClasses, referenceSizes.wordSize], vectors);
  const classifiers = interpret(biamClassifiers(referenceSizes), { vectors: words }, parameters);
  const scores = interpret(
    biamScore(referenceSizes, { maps: false }),
    { regions, classifiers: classifiers.get("classifiers")! },
    parameters,
  );
  return scores.get("logits")!.data;
}

function asState(weights: ReadonlyMap<string, Tensor32>): Record<string, Float32Array<ArrayBuffer>> {
  return Object.fromEntries([...weights].map(([name, { data }]) => [name, Float32Array.from(data)]));
}

/** Inputs whose buffers may be given away. */
function copied(inputs: Readonly<Record<string, GraphInput>>) {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, data }]) => [
      name,
      { shape, data: data.slice() as Float32Array<ArrayBuffer> | BigInt64Array<ArrayBuffer> },
    ]),
  );
}
