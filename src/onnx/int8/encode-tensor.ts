import { withExternalData } from "../read/external-data";
import { GRAPH } from "../read/onnx-outline";
import { integerField, lengthPrefixed } from "../read/protobuf-fields";
import type { ExternalFile } from "../write/external-file";
import { onnxElementType } from "../write/onnx-messages";

const TENSOR = { dimension: 1, elementType: 2, name: 8, rawData: 9 };
/** Smaller tensors stay in the model file itself. */
const EXTERNAL_FROM_BYTES = 1024;

const typeOf = (values: Float32Array | Uint8Array | Int8Array | BigInt64Array) => {
  if (values instanceof Float32Array) return onnxElementType.float32;
  if (values instanceof BigInt64Array) return onnxElementType.int64;
  return values instanceof Int8Array ? onnxElementType.int8 : onnxElementType.uint8;
};

/** A constant as the field of a graph; its data go to `data` if they are large. */
export async function encodeTensor(
  name: string,
  shape: readonly number[],
  values: Float32Array | Uint8Array | Int8Array | BigInt64Array,
  data: ExternalFile | null,
): Promise<Buffer> {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  const header = Buffer.concat([
    ...shape.map((size) => integerField(TENSOR.dimension, size)),
    integerField(TENSOR.elementType, typeOf(values)),
    lengthPrefixed(TENSOR.name, Buffer.from(name)),
  ]);
  if (!data || bytes.length < EXTERNAL_FROM_BYTES)
    return lengthPrefixed(GRAPH.tensor, Buffer.concat([header, lengthPrefixed(TENSOR.rawData, bytes)]));
  const place = await data.append(onePiece(bytes));
  return lengthPrefixed(GRAPH.tensor, withExternalData(header, place));
}

async function* onePiece(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
