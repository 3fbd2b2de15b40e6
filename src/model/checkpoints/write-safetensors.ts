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
 * Float32 tensors as a safetensors file, piece by piece, which PyTorch reads by `safetensors.torch.load_file` and this
 * program by `openCheckpoint`. The same tensors and metadata give the same bytes.
 */
export function* safetensorsPieces(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>> | null,
): Generator<Uint8Array, undefined> {
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
  const bare = JSON.stringify({
    ...(metadata && { __metadata__: metadata }),
    ...Object.fromEntries(entries),
  });
  // Spaces behind the header let the data start at a multiple of 8 bytes, as the format's own writer does.
  const header = Buffer.from(bare + " ".repeat(-Buffer.byteLength(bare) & 7));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  yield length;
  yield header;
  for (const { data } of tensors) yield new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Writes such a file, without metadata. The bytes are on disk when it resolves. */
export async function writeSafetensors(file: string, tensors: readonly NamedTensor[]): Promise<void> {
  const pieces = safetensorsPieces(tensors, null);
  const handle = await open(file, "w");
  try {
    for (const piece of pieces) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
