import type { Graph } from "../graph/graph";
import { withParametersAsInputs } from "../graph/with-parameters-as-inputs";
import type { TrainingBatch, TrainingGraph } from "../model/families/training-graph";
import type { DropoutMask } from "../model/families/training-mode";
import { type TrainingStep, trainingStep } from "./training-step";

/** The two graphs of a training, which share the weights, and what is needed to run them. */
export interface TrainingGraphs extends Pick<TrainingStep, "state" | "parameters"> {
  readonly batch: TrainingBatch;
  readonly masks: readonly DropoutMask[];
  /**
   * `step` changes the weights, `evaluate` computes the logits that they give. To be written as ONNX files.
   */
  readonly graphs: { readonly step: Graph; readonly evaluate: Graph };
}

/**
 * Makes the graphs that train a model: the loss of a batch, such as `biamTraining`, and the `logits` of the
 * same parameters in use, such as `biamLogits`. Both take the same images.
 */
export function trainingGraphs(batch: TrainingBatch, training: TrainingGraph, logits: Graph): TrainingGraphs {
  const { graph: step, state, parameters } = trainingStep(training);
  const evaluate = withParametersAsInputs(logits);
  return { batch, masks: training.masks, graphs: { step, evaluate }, state, parameters };
}
