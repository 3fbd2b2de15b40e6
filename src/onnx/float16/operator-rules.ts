import { holdsGraphs, type NodeMessage } from "../read/node-message";
import { unsuitable } from "./unsuitable";

/** Operators that compute in 8 bits: they do not give halves, and half precision has nothing to gain there. */
const EIGHT_BITS = /^(DynamicQuantizeLinear|QuantizeLinear|QLinear\w+|ConvInteger|MatMulInteger)$/;
/** Operators whose results take their type from an attribute, or from none; no backbone needs them. */
const OWN_TYPE =
  /^(Bernoulli|DFT|EyeLike|HannWindow|HammingWindow|BlackmanWindow|MelWeightMatrix|Multinomial|Random\w+|STFT|TfIdfVectorizer)$/;

/** Throws FLOAT16_UNSUITABLE for a node whose types this program does not know how to change. */
export function checkOperator(node: NodeMessage): void {
  const { operator, domain } = node;
  if (domain !== "" && domain !== "ai.onnx")
    throw unsuitable(`its operator ${operator} is not ONNX's own but of the set "${domain}"`);
  if (EIGHT_BITS.test(operator))
    throw unsuitable(`its operator ${operator} computes in 8 bits, which is for the CPU`);
  if (OWN_TYPE.test(operator)) throw unsuitable(`its operator ${operator} is not known in half precision`);
  if (holdsGraphs(node)) throw unsuitable(`its operator ${operator} contains graphs`);
}

/** The inputs of a node that ONNX's type rules want in float32, whatever the others are. */
export function float32Inputs({ operator, inputs }: NodeMessage): readonly number[] {
  switch (operator) {
    case "Resize":
      return inputs.length === 2 ? [1] : [1, 2]; // scales; region and scales
    case "Upsample":
    case "DequantizeLinear":
      return [1];
    case "NonMaxSuppression":
      return [0, 1, 3, 4];
    default:
      return [];
  }
}

/** Whether a node gives float32 although its neighbors are halves, as weights stored in 8 bits do. */
export function givesFloat32({ operator }: NodeMessage): boolean {
  return operator === "DequantizeLinear";
}

/**
 * The inputs of a node that only stand for "beyond any value", such as the -1e9 that masks a score before a
 * softmax: the largest half says the same.
 */
export function boundInputs({ operator }: NodeMessage): readonly number[] {
  return operator === "Where" || operator === "Clip" ? [1, 2] : [];
}
