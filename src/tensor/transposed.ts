import { readValues } from "./read-values";
import { formatShape } from "./shape";
import type { TensorSource } from "./tensor-source";

const CHUNK_ELEMENTS = 1 << 18; // 1 MiB

/** A matrix with rows and columns exchanged. While it is read, the whole matrix is held once. */
export function transposed(source: TensorSource): TensorSource {
  const [rows, columns] = source.shape;
  if (source.shape.length !== 2 || rows === undefined || columns === undefined)
    throw new Error(`Only a matrix can be transposed; got a tensor ${formatShape(source.shape)}.`);
  return { shape: [columns, rows], chunks: () => columnsOf(source, rows, columns) };
}

async function* columnsOf(source: TensorSource, rows: number, columns: number): AsyncGenerator<Uint8Array> {
  const values = await readValues(source);
  const columnsAtOnce = Math.max(1, Math.floor(CHUNK_ELEMENTS / Math.max(1, rows)));
  for (let first = 0; first < columns; first += columnsAtOnce) {
    const count = Math.min(columnsAtOnce, columns - first);
    const turned = new Float32Array(count * rows);
    for (let row = 0; row < rows; row++) {
      const start = row * columns + first;
      for (let column = 0; column < count; column++) turned[column * rows + row] = values[start + column]!;
    }
    yield new Uint8Array(turned.buffer);
  }
}
