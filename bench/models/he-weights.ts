import type { Parameter } from "../../src/graph/graph";
import { elementCount } from "../../src/tensor/shape";
import type { Tensor32 } from "../../test/helpers/graph/run-graph";

/**
 * Weights for every parameter, the same for the same seed. Evenly spread in ±sqrt(6 / fan-in) as He and others
 * have it, so that activations neither grow nor fade through ReLUs: overflow and denormal numbers would both
 * change the speed, which does not depend on the values otherwise. Biases are 0, scales and variances 1.
 */
export function heWeights(parameters: readonly Parameter[], seed: number): Map<string, Tensor32> {
  let state = seed;
  return new Map(
    parameters.map(({ name, shape }): [string, Tensor32] => {
      const data = new Float32Array(elementCount(shape));
      if (/running_var$|\.bn\.weight$/.test(name)) data.fill(1);
      else if (shape.length > 1) {
        const bound = Math.sqrt(6 / elementCount(shape.slice(1)));
        for (let i = 0; i < data.length; i++) {
          state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
          data[i] = (state / 2 ** 31 - 1) * bound;
        }
      }
      return [name, { shape, data }];
    }),
  );
}
