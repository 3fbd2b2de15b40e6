import { continueGraph } from "../graph/build-graph";
import { differentiate } from "../graph/differentiate";
import type { Graph, Parameter } from "../graph/graph";
import { typeOf } from "../graph/graph";
import { add } from "../graph/operators/elementwise/add";
import { withParametersAsInputs } from "../graph/with-parameters-as-inputs";
import { withoutUnusedNodes } from "../graph/without-unused-nodes";
import { adamStep } from "./adam";

/** A graph that computes a batch's loss. */
interface LossGraph {
  readonly graph: Graph;
  /** The name of the loss, a single number. */
  readonly loss: string;
  /** The value that replaces a parameter that no gradient moves, by the parameter's name. */
  readonly statistics: ReadonlyMap<string, string>;
}

/** One step of training as a graph without parameters; what it changes are inputs. */
export interface TrainingStep {
  readonly graph: Graph;
  readonly loss: string;
  /** What goes from step to step: input `name` becomes output `next/name`. */
  readonly state: readonly Parameter[];
  /** The part of the state that is the model: weights and running statistics. */
  readonly parameters: readonly Parameter[];
}

/**
 * Forward, backward and Adam in one graph. Besides the inputs of the loss graph it takes `stepSize` and
 * `rootFloor` (`adamFactors`) and the state; it gives the loss and the next state. Every parameter is
 * trained, except those that `statistics` replaces.
 */
export function trainingStep({ graph: forward, loss, statistics }: LossGraph): TrainingStep {
  const trained = forward.parameters.filter(({ name }) => !statistics.has(name));
  const { graph, gradients } = differentiate(
    forward,
    loss,
    trained.map(({ name }) => name),
  );
  const specOf = (name: string) => ({ name, ...typeOf(graph, name) });
  const g = continueGraph(graph);
  const factors = { stepSize: g.input("stepSize", []), rootFloor: g.input("rootFloor", []) };

  const outputs = trained.flatMap(({ name, shape }) => {
    const sum = g.parameter(`sum/${name}`, shape);
    const squares = g.parameter(`squares/${name}`, shape);
    const gradient = specOf(gradients.get(name)!);
    return Object.values(adamStep(g, { weight: specOf(name), sum, squares }, gradient, factors));
  });
  const nothing = g.constant([0], []);
  for (const [parameter, replacement] of statistics) {
    outputs.push(g.apply(add, [specOf(replacement), nothing], {}, `next/${parameter}`));
  }
  const complete = withoutUnusedNodes(g.build([specOf(loss), ...outputs]));
  return {
    graph: withParametersAsInputs(complete),
    loss,
    state: complete.parameters,
    parameters: forward.parameters,
  };
}
