import type { Graph } from "../graph/graph";
import { withParametersAsInputs } from "../graph/with-parameters-as-inputs";
import { biamLogits, biamTraining, type TrainingBatch } from "../model/biam-training";
import type { ModelSizes } from "../model/sizes";
import type { DropoutMask } from "../model/training-mode";
import { type TrainingStep, trainingStep } from "./training-step";

/** The two graphs of a training, which share the weights, and what must be known to run them. */
export interface TrainingGraphs extends Pick<TrainingStep, "state" | "parameters"> {
  readonly batch: TrainingBatch;
  readonly masks: readonly DropoutMask[];
  /** `step` changes the weights, `evaluate` tells the logits that they give. To be written as ONNX files. */
  readonly graphs: { readonly step: Graph; readonly evaluate: Graph };
}

/** Writes the graphs that train a BiAM head on one batch size and one set of labels. */
export function trainingGraphs(sizes: ModelSizes, batch: TrainingBatch): TrainingGraphs {
  const training = biamTraining(sizes, batch);
  const { graph: step, state, parameters } = trainingStep(training);
  const evaluate = withParametersAsInputs(biamLogits(sizes, batch));
  return { batch, masks: training.masks, graphs: { step, evaluate }, state, parameters };
}
