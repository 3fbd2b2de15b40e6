import type { Operator } from "../../operator";
import { resolveAxis, shapeError, takeInputs } from "../../operator";

/** Along each of some axes, the cells from a start up to but not including an end. */
export const slice: Operator<{
  starts: readonly number[];
  ends: readonly number[];
  axes: readonly number[];
}> = {
  name: "Slice",
  attributes: { starts: "tensor", ends: "tensor", axes: "tensor" },
  inferShapes(inputs, { starts, ends, axes }) {
    const [input] = takeInputs("Slice", inputs, 1);
    if (starts.length !== axes.length || ends.length !== axes.length)
      throw shapeError("Slice", inputs, `${axes.length} axes need as many starts and ends`);
    let { shape } = input;
    axes.forEach((axis, position) => {
      const at = resolveAxis("Slice", input, axis);
      const [start, end, length] = [starts[position]!, ends[position]!, input.shape[at]];
      if (start < 0 || end <= start || typeof length !== "number" || end > length)
        throw shapeError("Slice", inputs, `axis ${at} has no cells from ${start} to ${end}`);
      shape = shape.with(at, end - start);
    });
    return [{ elementType: input.elementType, shape }];
  },
};
