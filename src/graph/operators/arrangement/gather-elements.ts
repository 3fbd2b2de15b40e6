import { sameShape } from "../../../tensor/shape";
import type { Operator } from "../../operator";
import { knownShape, resolveAxis, shapeError, takeInputs } from "../../operator";
import { expand } from "./expand";
import { scatterElements } from "./scatter-elements";

/** At each place, the element whose position along `axis` is read from the second input (int64). */
export const gatherElements: Operator<{ axis: number }> = {
  name: "GatherElements",
  attributes: { axis: "int" },
  inferShapes(inputs, attributes) {
    const [data, positions] = takeInputs("GatherElements", inputs, 2);
    const axis = resolveAxis("GatherElements", data, attributes.axis);
    if (positions.elementType !== "int64")
      throw shapeError("GatherElements", inputs, `its positions must be int64, not ${positions.elementType}`);
    if (
      data.shape.length !== positions.shape.length ||
      !sameShape(data.shape.with(axis, 0), positions.shape.with(axis, 0))
    )
      throw shapeError("GatherElements", inputs, `they must agree in every axis but ${axis}`);
    return [{ elementType: data.elementType, shape: positions.shape }];
  },
  gradient(g, { inputs, attributes: { axis }, gradient }) {
    const shape = knownShape("GatherElements", inputs[0]!);
    const nothing = g.apply(expand, [g.constant([0], [])], { shape });
    const taken = [nothing, inputs[1]!, gradient];
    return [g.apply(scatterElements, taken, { axis, reduction: "add" }), null];
  },
};
