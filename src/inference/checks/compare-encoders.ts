import type { ModelDescription, Stage } from "../../model/description";
import { cosine } from "../../tensor/cosine";
import { topK } from "../../tensor/top-k";
import type { VocabularyVectors } from "../stages/score-on-lane";
import { type GraphsHere, openHere } from "./open-here";

const TOP_LABELS = 5;

/** What two models that differ only in their first stage make of one picture. */
export interface PictureComparison {
  /** Of the first stages' outputs, and of the regions. */
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
        featuresCosine: cosine(a.features, b.features),
        ...(await compareRest(graphs, rest, [a.features, b.features], body.gives[0]!.name, scored)),
        bodyMs: [a.elapsedMs, b.elapsedMs],
      };
    }
  } finally {
    await graphs.close();
  }
}

async function runBody(graphs: GraphsHere, stage: Stage, image: Float32Array) {
  const start = performance.now();
  const input = { count: 1, values: { image } };
  const features = await graphs.value([stage], input, stage.gives[0]!.name);
  return { features, elapsedMs: performance.now() - start };
}

/** Both feature maps through the other stages and scoring as one batch of two. */
async function compareRest(
  graphs: GraphsHere,
  stages: readonly Stage[],
  [a, b]: readonly [Float32Array, Float32Array],
  name: string,
  scored: { readonly classifiers: Float32Array; readonly labels: number } | null,
) {
  const both = new Float32Array(2 * a.length);
  both.set(a);
  both.set(b, a.length);
  const regions = await graphs.value(stages, { count: 2, values: { [name]: both } }, "regions"); // [2, P, R]
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

function halves(values: Float32Array): [Float32Array, Float32Array] {
  return [values.subarray(0, values.length / 2), values.subarray(values.length / 2)];
}
