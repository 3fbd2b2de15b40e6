import { open } from "node:fs/promises";
import { RegionaryError } from "../../errors";
import { elementCount, formatShape } from "../../tensor/shape";

/** A float32 tensor in memory. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * Writes float32 tensors as a safetensors file, which PyTorch reads by `safetensors.torch.load_file` and this
 * program by `openCheckpoint`. The bytes are on disk when it resolves. The same tensors give the same bytes.
 */
export async function writeSafetensors(file: string, tensors: readonly NamedTensor[]): Promise<void> {
  let end = 0;
  const entries = tensors.map(({ name, shape, data }) => {
    if (elementCount(shape) !== data.length) {
      const got = `got ${data.length} values for shape ${formatShape(shape)}`;
      throw new RegionaryError("INVALID_INPUT", `The tensor ${name} cannot be written: ${got}.`);
    }
    const start = end;
    end += data.byteLength;
    return [name, { dtype: "F32", shape, data_offsets: [start, end] }] as const;
  });
  const bare = JSON.stringify(Object.fromEntries(entries));
  // Spaces behind the header let the data start at a multiple of 8 bytes, as the format's own writer does.
  const header = Buffer.from(bare + " ".repeat(-Buffer.byteLength(bare) & 7));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  const handle = await open(file, "w");
  try {
    await handle.writeFile(length);
    await handle.writeFile(header);
    for (const { data } of tensors)
      await handle.writeFile(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    await handle.sync();
  } finally {
    await handle.close();
  }
}
