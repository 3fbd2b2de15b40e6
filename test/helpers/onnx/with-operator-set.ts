import { fieldsOf, integerField, lengthPrefixed } from "../../../src/onnx/read/protobuf-fields";

const MODEL_OPERATOR_SET = 8;

/** An ONNX file that says that its operators are ONNX's own of another version. */
export function withOperatorSet(model: Buffer, version: number): Buffer {
  const kept = [...fieldsOf(model)].filter(({ number }) => number !== MODEL_OPERATOR_SET);
  const set = lengthPrefixed(MODEL_OPERATOR_SET, integerField(2, version));
  return Buffer.concat([...kept.map(({ start, end }) => model.subarray(start, end)), set]);
}
