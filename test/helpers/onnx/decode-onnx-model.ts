import { modelMessage, type OnnxModel } from "../../../src/onnx/write/onnx-messages";

/** Reads an ONNX file by another way than the code does: protobufjs, which leaves out what its schema does not name. */
export function decodeOnnxModel(bytes: Uint8Array): OnnxModel {
  return modelMessage.toObject(modelMessage.decode(bytes), { longs: Number });
}
