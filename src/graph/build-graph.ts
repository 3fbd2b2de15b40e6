import { RegionaryError } from "../errors";
import { elementCount, formatShape } from "../tensor/shape";
import type { Constant, ConstantType, Graph, GraphNode, Parameter, ValueSpec } from "./graph";
import type { Attributes, Operator } from "./operator";
import type { Shape, TensorType } from "./tensor-type";

/**
 * Builds a graph by adding one thing at a time; each step checks its shapes at once, so that an error
 * points to the line of the model that made it.
 */
export interface GraphBuilder {
  input(name: string, shape: Shape): ValueSpec;
  parameter(name: string, shape: readonly number[]): ValueSpec;
  /** Float32, if nothing else is said. */
  constant(values: ArrayLike<number>, shape: readonly number[], elementType?: ConstantType): ValueSpec;
  /** Adds a node and returns its first output, called `name` or, without one, after the operator. */
  apply<A extends Attributes>(
    operator: Operator<A>,
    inputs: readonly ValueSpec[],
    attributes: A,
    name?: string,
  ): ValueSpec;
  build(outputs: readonly ValueSpec[]): Graph;
}

export function buildGraph(graphName: string): GraphBuilder {
  const inputs: ValueSpec[] = [];
  const nodes: GraphNode[] = [];
  const parameters: Parameter[] = [];
  const constants: Constant[] = [];
  const values = new Map<string, TensorType>();

  function declare(name: string, { elementType, shape }: TensorType): ValueSpec {
    if (values.has(name))
      throw new RegionaryError("INVALID_INPUT", `Graph ${graphName} has two values named "${name}".`);
    values.set(name, { elementType, shape });
    return { name, elementType, shape };
  }

  return {
    input(name, shape) {
      const value = declare(name, { elementType: "float32", shape });
      inputs.push(value);
      return value;
    },
    parameter(name, shape) {
      parameters.push({ name, shape });
      return declare(name, { elementType: "float32", shape });
    },
    constant(entries, shape, elementType = "float32") {
      const name = `constant_${constants.length}`;
      if (entries.length !== elementCount(shape)) {
        const came = `${entries.length} values for shape ${formatShape(shape)}`;
        throw new RegionaryError("INVALID_INPUT", `Graph ${graphName} got a constant with ${came}.`);
      }
      constants.push({ name, elementType, shape, values: entries });
      return declare(name, { elementType, shape });
    },
    apply(operator, operands, attributes, name = `${operator.name}_${nodes.length}`) {
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
      return outputs[0] as ValueSpec;
    },
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
