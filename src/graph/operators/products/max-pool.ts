import { elementCount } from "../../../tensor/shape";
import type { Operator } from "../../operator";
import { knownShape, shapeError, takeInputs } from "../../operator";
import { expand } from "../arrangement/expand";
import { reshape } from "../arrangement/reshape";
import { scatterElements } from "../arrangement/scatter-elements";
import { slidingLength } from "./sliding-length";

/** The largest value of each window, per channel; a window that would hang over the edge is left out. */
export const maxPool: Operator<{
  kernel_shape: readonly [number, number];
  strides: readonly [number, number];
}> = {
  name: "MaxPool",
  attributes: { kernel_shape: "ints", strides: "ints" },
  inferShapes(inputs, { kernel_shape, strides }) {
    const [input] = takeInputs("MaxPool", inputs, 1);
    const [batch, channels, height, width] = input.shape;
    if (batch === undefined || channels === undefined || input.shape.length !== 4)
      throw shapeError("MaxPool", inputs, "it must have four axes");
    const rows = slidingLength("MaxPool", inputs, height, kernel_shape[0], 0, strides[0]);
    const columns = slidingLength("MaxPool", inputs, width, kernel_shape[1], 0, strides[1]);
    return [{ elementType: input.elementType, shape: [batch, channels, rows, columns] }];
  },
  /** Pools once more to find where each largest value was, so that serving need not keep that. */
  gradient(g, { inputs, attributes, gradient }) {
    const shape = knownShape("MaxPool", inputs[0]!);
    const pooled = g.applyAll(maxPoolPositions, [inputs[0]!], attributes);
    const flat = { shape: [-1] };
    const nothing = g.apply(expand, [g.constant([0], [])], { shape: [elementCount(shape)] });
    const positions = g.apply(reshape, [pooled[1]!], flat);
    const updates = [nothing, positions, g.apply(reshape, [gradient], flat)];
    const scattered = g.apply(scatterElements, updates, { axis: 0, reduction: "add" });
    return [g.apply(reshape, [scattered], { shape })];
  },
};

/** MaxPool, with a second output that says where in the whole tensor, counted row by row, each value was. */
const maxPoolPositions: typeof maxPool = {
  name: "MaxPool",
  attributes: maxPool.attributes,
  inferShapes(inputs, attributes) {
    return maxPool
      .inferShapes(inputs, attributes)
      .flatMap((values) => [values, { elementType: "int64", shape: values.shape }]);
  },
};
