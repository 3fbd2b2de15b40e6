import { z } from "zod";
import type { RangedFile } from "../../files/ranged-file";
import type { Checkpoint, CheckpointTensor } from "./checkpoint";
import { ELEMENT_BYTES, type ElementType } from "./element-type";
import { invalid } from "./invalid-checkpoint";
import { storedTensor } from "./stored-tensor";
import { rowMajorStrides } from "./strides";

const HEADER_LIMIT_BYTES = 16 << 20;

const ELEMENT_TYPES = {
  F64: "float64",
  F32: "float32",
  F16: "float16",
  BF16: "bfloat16",
  I64: "int64",
  I32: "int32",
  I16: "int16",
  I8: "int8",
  U8: "uint8",
  BOOL: "bool",
} as const satisfies Record<string, ElementType>;

const count = z.number().int().nonnegative();
const tensorEntry = z.object({
  dtype: z.enum(Object.keys(ELEMENT_TYPES) as (keyof typeof ELEMENT_TYPES)[]),
  shape: z.array(count).max(8),
  data_offsets: z.tuple([count, count]),
});

/** Nothing depends on what others write there. */
const metadataEntry = z.record(z.string(), z.string()).catch({});

/** The length of the header if the file begins as a safetensors file does, else undefined. */
export function safetensorsHeaderLength(firstBytes: Buffer): number | undefined {
  if (firstBytes.length < 9 || firstBytes[8] !== "{".charCodeAt(0)) return undefined;
  const length = firstBytes.readBigUInt64LE();
  if (length >= 1n << 40n) return undefined; // a pickle or text that has a brace there by chance
  if (length > HEADER_LIMIT_BYTES) {
    throw invalid(`its safetensors header claims ${length} bytes; at most ${HEADER_LIMIT_BYTES} are read`);
  }
  return Number(length);
}

/** safetensors: the header's length (uint64), a JSON header, then the tensors without gaps. */
export async function readSafetensors(
  file: RangedFile,
  headerLength: number,
): Promise<Pick<Checkpoint, "tensors" | "metadata">> {
  const dataStart = 8 + headerLength;
  const header = parseHeader(await file.read(8, headerLength));
  const tensors = new Map<string, CheckpointTensor>();
  let expectedStart = 0;
  const layouts = Object.entries(header)
    .filter(([name]) => name !== "__metadata__")
    .map(([name, value]) => ({ name, ...parseEntry(name, value) }))
    .sort((a, b) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1]);
  for (const { name, dtype: storedType, shape, data_offsets } of layouts) {
    const dtype = ELEMENT_TYPES[storedType];
    const [start, end] = data_offsets;
    const length = shape.reduce((product, size) => product * size, ELEMENT_BYTES[dtype]);
    if (start !== expectedStart || end - start !== length) {
      throw invalid(
        `the tensor ${name} should take bytes ${expectedStart} to ${expectedStart + length} and takes ${start} to ${end}`,
      );
    }
    expectedStart = end;
    const layout = { name, dtype, shape, strides: rowMajorStrides(shape), byteOffset: dataStart + start };
    tensors.set(name, storedTensor(file, layout));
  }
  if (dataStart + expectedStart > file.size) {
    throw invalid(`it is cut off: expected ${dataStart + expectedStart} bytes, found ${file.size}`);
  }
  if (dataStart + expectedStart < file.size) {
    throw invalid(
      `it has ${file.size - dataStart - expectedStart} bytes behind its tensors, which its header does not describe: it was damaged or put together. Download it again`,
    );
  }
  if (tensors.size === 0) throw invalid("it holds no tensor");
  return { tensors, metadata: metadataEntry.parse(header.__metadata__) };
}

function parseHeader(bytes: Buffer): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(bytes.toString("utf8")));
  } catch {
    throw invalid("its safetensors header is not a JSON object");
  }
}

function parseEntry(name: string, value: unknown): z.infer<typeof tensorEntry> {
  const parsed = tensorEntry.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(`its header describes the tensor ${name} wrongly (${z.prettifyError(parsed.error)})`);
}
