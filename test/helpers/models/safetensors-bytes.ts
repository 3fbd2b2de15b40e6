import { writeFile } from "node:fs/promises";
import type { Tensor32 } from "../graph/run-graph";

/** Writes float32 tensors as a safetensors file: header length, JSON header, data without gaps. */
export async function writeSafetensors(path: string, tensors: ReadonlyMap<string, Tensor32>): Promise<void> {
  const header: Record<string, unknown> = {};
  const data: Buffer[] = [];
  let end = 0;
  for (const [name, { shape, data: values }] of tensors) {
    const start = end;
    end += values.byteLength;
    header[name] = { dtype: "F32", shape, data_offsets: [start, end] };
    data.push(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  await writeFile(path, Buffer.concat([length, json, ...data]));
}
