import type { Parameter } from "../../graph/graph";
import { elementCount } from "../../tensor/shape";

/**
 * Values to begin training with, as PyTorch initializes them: a layer's weight and bias are uniform within ±1
 * / sqrt(inputs per output); norms change nothing. `random(n)` gives the n-th number in [0, 1).
 */
export function initialParameters(
  parameters: readonly Parameter[],
  random: (n: number) => number,
): Map<string, Float32Array<ArrayBuffer>> {
  const shapes = new Map(parameters.map(({ name, shape }) => [name, shape]));
  let drawn = 0;
  return new Map(
    parameters.map(({ name, shape }) => {
      const values = new Float32Array(elementCount(shape));
      const isNorm = shapes.has(`${withoutLast(name)}.running_mean`);
      if (isNorm) return [name, values.fill(/\.(weight|running_var)$/.test(name) ? 1 : 0)];
      const weightShape = shapes.get(`${withoutLast(name)}.weight`) ?? shape;
      const bound = 1 / Math.sqrt(elementCount(weightShape.slice(1)));
      return [name, values.map(() => (2 * random(drawn++) - 1) * bound)];
    }),
  );
}

function withoutLast(name: string): string {
  return name.slice(0, name.lastIndexOf("."));
}
