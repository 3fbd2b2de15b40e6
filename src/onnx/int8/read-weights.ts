import { readFile } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";
import { openRangedFile } from "../../files/ranged-file";
import { elementCount, formatShape } from "../../tensor/shape";
import type { OnnxNode, OnnxTensor } from "../write/onnx-messages";
import { onnxElementType, onnxExternalData } from "../write/onnx-messages";

/** A constant of a model file as float32, whatever it was stored as. */
export interface FloatTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The float32 constant of that name: an initializer, or what DequantizeLinear makes of an 8-bit one. */
export type ReadWeight = (name: string) => Promise<FloatTensor>;

const arrays = {
  [onnxElementType.float32]: Float32Array,
  [onnxElementType.uint8]: Uint8Array,
  [onnxElementType.int8]: Int8Array,
};

/** Reads constants of a model whose file is in `directory`; `producers` are the nodes by their outputs. */
export function weightReader(
  tensors: readonly OnnxTensor[],
  producers: ReadonlyMap<string, OnnxNode>,
  directory: string,
): ReadWeight {
  const byName = new Map(tensors.map((tensor) => [tensor.name ?? "", tensor]));
  const read = async (name: string) => {
    const tensor = byName.get(name);
    if (!tensor) throw refused(name, "is not a constant of the file");
    return readTensor(name, tensor, directory);
  };
  return async (name) => {
    const node = producers.get(name);
    if (!node) {
      const { shape, data } = await read(name);
      if (data instanceof Float32Array) return { shape, data };
      throw refused(name, "is of 8 bits without a DequantizeLinear after it");
    }
    if (node.opType !== "DequantizeLinear") throw refused(name, `comes from ${node.opType}`);
    const [values, scale, zeroPoint] = node.input ?? [];
    if (!values || !scale) throw refused(name, "comes from a DequantizeLinear without a scale");
    const quantized = await read(values);
    const scales = await read(scale);
    const zeros = zeroPoint ? await read(zeroPoint) : { data: new Uint8Array(scales.data.length) };
    const axis = node.attribute?.find((attribute) => attribute.name === "axis")?.i ?? 1;
    const channels = scales.data.length;
    if (channels > 1 && (axis !== 0 || channels !== quantized.shape[0]))
      throw refused(name, `has ${channels} scales along axis ${axis}; one is taken, or one a row of axis 0`);
    const row = quantized.data.length / channels;
    const data = new Float32Array(quantized.data.length);
    for (let i = 0; i < data.length; i++) {
      const channel = Math.floor(i / row);
      data[i] =
        ((quantized.data[i] as number) - (zeros.data[channel] as number)) * (scales.data[channel] as number);
    }
    return { shape: quantized.shape, data };
  };
}

async function readTensor(name: string, tensor: OnnxTensor, directory: string) {
  const shape = tensor.dims ?? [];
  const type = arrays[tensor.dataType as keyof typeof arrays];
  if (!type) throw refused(name, `is of ONNX element type ${tensor.dataType}; float32 and 8 bits are read`);
  const bytes = await bytesOf(name, tensor, directory);
  const expected = elementCount(shape) * type.BYTES_PER_ELEMENT;
  if (bytes.length !== expected)
    throw refused(name, `has ${bytes.length} bytes of raw data; ${formatShape(shape)} takes ${expected}`);
  return { shape, data: new type(Uint8Array.from(bytes).buffer) };
}

async function bytesOf(name: string, tensor: OnnxTensor, directory: string): Promise<Uint8Array> {
  if (tensor.dataLocation !== onnxExternalData) return tensor.rawData ?? new Uint8Array();
  const entries = new Map(tensor.externalData?.map(({ key, value }) => [key, value]));
  const location = entries.get("location") ?? "";
  if (location === "" || path.basename(location) !== location)
    throw refused(name, "lies in no file beside it");
  const filePath = path.join(directory, location);
  const length = entries.get("length");
  if (length === undefined) return readFile(filePath);
  const file = await openRangedFile(filePath, "INVALID_BACKBONE");
  try {
    return await file.read(Number(entries.get("offset") ?? 0), Number(length));
  } finally {
    await file.close();
  }
}

function refused(name: string, reason: string): RegionaryError {
  return new RegionaryError(
    "INVALID_BACKBONE",
    `The weights "${name}" of the backbone cannot be read: it ${reason}.`,
  );
}
