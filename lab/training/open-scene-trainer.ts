import { mixBits, unitOf } from "../../src/datasets/scenes/random";
import type { Parameter } from "../../src/graph/graph";
import { withParametersAsInputs } from "../../src/graph/with-parameters-as-inputs";
import { openTrainingGraphs } from "../../src/inference/stateful/open-training-graphs";
import { initialParameters } from "../../src/model/families/initial-parameters";
import { adamFactors } from "../../src/training/adam";
import { trainingStep } from "../../src/training/training-step";
import { sceneModelInUse, sceneModelTraining } from "../model/scene-model";
import { type DrawnBatch, presence } from "./draw-batch";
import { sceneWords } from "./scene-words";
import type { SceneRecipe } from "./scenes-recipe";

type Values = Readonly<Record<string, Float32Array<ArrayBuffer>>>;

/** The model's outputs for pictures. */
export interface SceneAnswers {
  readonly logits: Float32Array; // [N, C]
  readonly maps: Float32Array; // [N, P, C]
  /** The backbone's features, and their mean over the picture. */
  readonly features: Float32Array; // [N, F, h, w]
  readonly pooled: Float32Array; // [N, F]
}

/** The model in training, on ONNX Runtime; starts from the recipe's random weights. */
export interface SceneTrainer {
  /** The model: weights and running statistics. */
  readonly parameters: readonly Parameter[];
  /** These and Adam's moments: everything that `read` and `write` handle. */
  readonly state: readonly Parameter[];
  /** Step 1, 2, 3 ... on a batch of the training, at a learning rate; gives its loss. */
  step(number: number, rate: number, batch: DrawnBatch): Promise<number>;
  /** The current model's outputs for pictures, for all labels. */
  answer(images: Float32Array<ArrayBuffer>): Promise<SceneAnswers>;
  read(): Promise<Values>;
  write(state: Values): Promise<void>;
  close(): Promise<void>;
}

/** Opens a trainer that keeps its graphs as files in `directory`. */
export async function openSceneTrainer(
  { sizes, batch, seed }: Pick<SceneRecipe, "sizes" | "batch" | "seed">,
  { directory, threads }: { directory: string; threads: number },
): Promise<SceneTrainer> {
  const seen = sceneWords(({ seen }) => seen);
  const all = sceneWords();
  const training = trainingStep(
    sceneModelTraining(sizes, batch, { classes: seen.labels.length, vectors: seen.vectors }),
  );
  const inUse = sceneModelInUse(sizes, { classes: all.labels.length, vectors: all.vectors });
  const graphs = await openTrainingGraphs(
    { graphs: { step: training.graph, use: withParametersAsInputs(inUse) }, state: training.state },
    directory,
    threads,
  );
  const side = sizes.backbone.imageSide;
  const random = (n: number) => unitOf(mixBits(seed, n));
  await graphs.write(Object.fromEntries(initialParameters(training.parameters, random)));
  return {
    parameters: training.parameters,
    state: training.state,
    async step(number, rate, { images, objects }) {
      const { stepSize, rootFloor } = adamFactors(number, rate);
      const results = await graphs.run("step", {
        image: { shape: [batch, 3, side, side], data: images },
        isPositive: { shape: [batch, seen.labels.length], data: presence(objects, seen.labels) },
        stepSize: { shape: [], data: Float32Array.of(stepSize) },
        rootFloor: { shape: [], data: Float32Array.of(rootFloor) },
      });
      return results[training.loss]![0]!;
    },
    async answer(images) {
      const count = images.length / (3 * side * side);
      const values = await graphs.run("use", { image: { shape: [count, 3, side, side], data: images } });
      const { logits, maps, features, pooled } = values;
      return { logits: logits!, maps: maps!, features: features!, pooled: pooled! };
    },
    read: graphs.read,
    write: graphs.write,
    close: graphs.close,
  };
}
