import type { NodeWriter } from "../../operator";
import type { ValueSpec } from "../../tensor-type";
import { transpose } from "./transpose";

/** A tensor with its last two axes exchanged. */
export function transposeLast(g: NodeWriter, value: ValueSpec): ValueSpec {
  const axes = value.shape.map((_, axis) => axis);
  return g.apply(transpose, [value], { perm: [...axes.slice(0, -2), axes.length - 1, axes.length - 2] });
}
