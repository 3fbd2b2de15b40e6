import { RegionaryError } from "../errors";
import { elementCount, formatShape, sameShape } from "../tensor/shape";
import type { Constant, Graph, GraphNode, Parameter } from "./graph";
import type { NodeWriter } from "./operator";
import type { ElementType, Shape, TensorType, ValueSpec } from "./tensor-type";

/**
 * Builds a graph by adding one thing at a time; each step checks its shapes at once, so that an error
 * points to the line of the model that made it.
 */
export interface GraphBuilder extends NodeWriter {
  /** Float32 unless given. */
  input(name: string, shape: Shape, elementType?: ElementType): ValueSpec;
  /** A parameter that is there already, of the same shape, is shared. */
  parameter(name: string, shape: readonly number[]): ValueSpec;
  build(outputs: readonly ValueSpec[]): Graph;
}

export function buildGraph(graphName: string): GraphBuilder {
  return continueGraph({
    name: graphName,
    inputs: [],
    outputs: [],
    nodes: [],
    parameters: [],
    constants: [],
    values: new Map(),
  });
}

/** Continues from the end of a graph, which itself does not change. */
export function continueGraph(graph: Graph): GraphBuilder {
  const graphName = graph.name;
  const inputs: ValueSpec[] = [...graph.inputs];
  const nodes: GraphNode[] = [...graph.nodes];
  const parameters: Parameter[] = [...graph.parameters];
  const constants: Constant[] = [...graph.constants];
  const values = new Map<string, TensorType>(graph.values);

  function declare(name: string, { elementType, shape }: TensorType): ValueSpec {
    if (values.has(name))
      throw new RegionaryError("INVALID_INPUT", `Graph ${graphName} has two values named "${name}".`);
    values.set(name, { elementType, shape });
    return { name, elementType, shape };
  }

  const applyAll: GraphBuilder["applyAll"] = (operator, operands, attributes, given) => {
    const name = given ?? `${operator.name}_${nodes.length}`;
    const types = operator.inferShapes(operands, attributes);
    const outputs = types.map((type, position) =>
      declare(position === 0 ? name : `${name}.${position}`, type),
    );
    nodes.push({
      operator,
      inputs: operands.map((operand) => operand.name),
      outputs: outputs.map((output) => output.name),
      attributes,
    });
    return outputs;
  };

  return {
    applyAll,
    input(name, shape, elementType = "float32") {
      const value = declare(name, { elementType, shape });
      inputs.push(value);
      return value;
    },
    parameter(name, shape) {
      const shared = parameters.find(
        (parameter) => parameter.name === name && sameShape(parameter.shape, shape),
      );
      if (shared) return { name, elementType: "float32", shape };
      parameters.push({ name, shape });
      return declare(name, { elementType: "float32", shape });
    },
    constant(entries, shape, elementType = "float32") {
      const name = `constant_${constants.length}`;
      if (entries.length !== elementCount(shape)) {
        const got = `${entries.length} values for shape ${formatShape(shape)}`;
        throw new RegionaryError("INVALID_INPUT", `Graph ${graphName} got a constant with ${got}.`);
      }
      constants.push({ name, elementType, shape, values: entries });
      return declare(name, { elementType, shape });
    },
    apply: (operator, operands, attributes, name) =>
      applyAll(operator, operands, attributes, name)[0] as ValueSpec,
    build(outputs) {
      return {
        name: graphName,
        inputs,
        outputs: outputs.map((output) => output.name),
        nodes,
        parameters,
        constants,
        values,
      };
    },
  };
}
