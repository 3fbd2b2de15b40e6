import { RegionaryError } from "../../errors";
import type { RangedFile } from "../../files/ranged-file";
import { elementCount, formatShape } from "../../tensor/shape";
import type { NodeMessage } from "../read/node-message";
import type { OutlineTensor } from "../read/onnx-outline";
import { openExternalFile } from "../read/open-external-file";
import { fieldsOf, integersIn } from "../read/protobuf-fields";
import { readAttribute } from "../read/read-attribute";
import { onnxElementType } from "../write/onnx-messages";

/** A constant of a model file as float32, whatever it was stored as. */
interface FloatTensor {
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

const TENSOR = { dimension: 1, elementType: 2, floats: 4, rawData: 9 };

interface ModelFile {
  readonly file: RangedFile;
  readonly directory: string;
}

/** Reads constants of a model file; `producers` are its nodes by their outputs. */
export function weightReader(
  source: ModelFile,
  tensors: ReadonlyMap<string, OutlineTensor>,
  producers: ReadonlyMap<string, NodeMessage>,
): ReadWeight {
  const read = async (name: string) => {
    const tensor = tensors.get(name);
    if (!tensor) throw refused(name, "is not a constant of the file");
    return readTensor(source, tensor);
  };
  return async (name) => {
    const node = producers.get(name);
    if (!node) {
      const { shape, data } = await read(name);
      if (data instanceof Float32Array) return { shape, data };
      throw refused(name, "is of 8 bits without a DequantizeLinear after it");
    }
    if (node.operator !== "DequantizeLinear") throw refused(name, `comes from ${node.operator}`);
    const [values, scale, zeroPoint] = node.inputs;
    if (!values || !scale) throw refused(name, "comes from a DequantizeLinear without a scale");
    const quantized = await read(values);
    const scales = await read(scale);
    const zeros = zeroPoint ? await read(zeroPoint) : { data: new Uint8Array(scales.data.length) };
    const axis = node.attributes.map(readAttribute).find((attribute) => attribute.name === "axis")
      ?.integers[0];
    const channels = scales.data.length;
    if (channels > 1 && (axis !== 0 || channels !== quantized.shape[0]))
      throw refused(
        name,
        `has ${channels} scales along axis ${axis ?? 1}; it must have one, or one for each row of axis 0`,
      );
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

async function readTensor({ file, directory }: ModelFile, { name, start, length, external }: OutlineTensor) {
  const message = await file.read(start, length);
  const fields = [...fieldsOf(message)];
  const contents = (...numbers: number[]) =>
    fields
      .filter(({ number }) => numbers.includes(number))
      .map(({ contentStart, end }) => message.subarray(contentStart, end));
  const shape = contents(TENSOR.dimension).flatMap(integersIn);
  const elementType = fields.find(({ number }) => number === TENSOR.elementType)?.integer;
  const type = arrays[elementType as keyof typeof arrays];
  if (!type) throw refused(name, `is of ONNX element type ${elementType}; float32 and 8 bits are read`);
  const bytes = external
    ? await readExternal(directory, external)
    : Buffer.concat(contents(TENSOR.floats, TENSOR.rawData));
  const expected = elementCount(shape) * type.BYTES_PER_ELEMENT;
  if (bytes.length !== expected)
    throw refused(name, `has ${bytes.length} bytes of raw data; ${formatShape(shape)} takes ${expected}`);
  return { shape, data: new type(Uint8Array.from(bytes).buffer) };
}

async function readExternal(
  directory: string,
  { location, offset, length }: NonNullable<OutlineTensor["external"]>,
): Promise<Uint8Array> {
  const file = await openExternalFile(directory, location);
  try {
    return await file.read(offset, length);
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
