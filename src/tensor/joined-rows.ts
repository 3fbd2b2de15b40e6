import { formatShape, sameShape } from "./shape";
import type { TensorSource } from "./tensor-source";

/** The rows of all sources, one after another: joined along the first axis. It holds one piece at a time. */
export function joinedRows(sources: readonly TensorSource[]): TensorSource {
  const [first] = sources;
  if (!first || first.shape.length === 0)
    throw new Error("Rows can only be joined of tensors that have rows.");
  const rest = first.shape.slice(1);
  for (const { shape } of sources) {
    if (shape.length === 0 || !sameShape(shape.slice(1), rest))
      throw new Error(
        `Rows of ${formatShape(first.shape)} and ${formatShape(shape)} cannot be joined: they differ in length.`,
      );
  }
  const rows = sources.reduce((sum, { shape }) => sum + (shape[0] as number), 0);
  return { shape: [rows, ...rest], chunks: () => oneAfterAnother(sources) };
}

async function* oneAfterAnother(sources: readonly TensorSource[]): AsyncGenerator<Uint8Array> {
  for (const source of sources) yield* source.chunks();
}
