import type { ModelDescription, Stage } from "../../model/description";
import { cosine } from "../../tensor/cosine";
import { topK } from "../../tensor/top-k";
import type { VocabularyVectors } from "../stages/score-on-lane";
import { type GraphsHere, openHere } from "./open-here";

const TOP_LABELS = 5;

/** What two models that differ only in their first stage make of one picture. */
export interface PictureComparison {
  /** Of the first stages' outputs (of several the lowest), and of the regions. */
  readonly featuresCosine: number;
  readonly regionsCosine: number;
  /** The share of the first model's 5 best labels (all, if fewer) among the second's; null without a vocabulary. */
  readonly topLabelsKept: number | null;
  readonly firstLabelKept: boolean | null;
  /** How long each first stage took for this picture alone, one right after the other. */
  readonly bodyMs: readonly [first: number, second: number];
}

/**
 * Runs the first stages of two models, picture by picture, and both results through the rest of the first
 * model in float32. On the CPU and on the calling thread, which it blocks. Throws MODEL_NOT_READY if a model
 * cannot be run.
 */
export async function* compareEncoders(
  first: ModelDescription,
  second: ModelDescription,
  directory: string,
  vocabulary: VocabularyVectors | null,
  images: AsyncIterable<Float32Array>, // each [3, height, width]
): AsyncGenerator<PictureComparison> {
  const graphs = openHere(first, directory);
  try {
    const classifiers = vocabulary && (await graphs.classifiers(vocabulary.vectors, vocabulary.count));
    const scored = classifiers && { classifiers, labels: vocabulary.count };
    const [body, ...rest] = first.encode as [Stage, ...Stage[]];
    const other = second.encode[0] as Stage;
    let isWarm = false;
    for await (const image of images) {
      if (!isWarm) for (const stage of [body, other]) await runBody(graphs, stage, image);
      isWarm = true;
      const a = await runBody(graphs, body, image);
      const b = await runBody(graphs, other, image);
      yield {
        featuresCosine: Math.min(...body.gives.map(({ name }) => cosine(a.values[name]!, b.values[name]!))),
        ...(await compareRest(graphs, rest, [a.values, b.values], scored)),
        bodyMs: [a.elapsedMs, b.elapsedMs],
      };
    }
  } finally {
    await graphs.close();
  }
}

type Values = Readonly<Record<string, Float32Array>>;

async function runBody(graphs: GraphsHere, stage: Stage, image: Float32Array) {
  const start = performance.now();
  const input = { count: 1, values: { image } };
  const names = stage.gives.map(({ name }) => name);
  const values: Values = await graphs.values([stage], input, names);
  return { values, elapsedMs: performance.now() - start };
}

/** What both bodies made through the other stages and scoring, as one batch of two. */
async function compareRest(
  graphs: GraphsHere,
  stages: readonly Stage[],
  [a, b]: readonly [Values, Values],
  scored: { readonly classifiers: Float32Array; readonly labels: number } | null,
) {
  const pairs = Object.keys(a).map((name) => [name, behindEachOther(a[name]!, b[name]!)] as const);
  const both = Object.fromEntries(pairs);
  const regions = await graphs.value(stages, { count: 2, values: both }, "regions"); // [2, P, R]
  const regionsCosine = cosine(...halves(regions));
  if (!scored) return { regionsCosine, topLabelsKept: null, firstLabelKept: null };
  const logits = await graphs.score(regions, 2, scored.classifiers, scored.labels); // [2, C]
  const [before, after] = halves(logits).map((scores) => topK(scores, TOP_LABELS)) as [number[], number[]];
  return {
    regionsCosine,
    topLabelsKept: before.filter((label) => after.includes(label)).length / before.length,
    firstLabelKept: before[0] === after[0],
  };
}

function behindEachOther(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function halves(values: Float32Array): [Float32Array, Float32Array] {
  return [values.subarray(0, values.length / 2), values.subarray(values.length / 2)];
}
