import { open } from "node:fs/promises";
import { RegionaryError } from "../errors";
import { type NpyData, npyElements, readNpyHeader } from "./npy";
import { formatShape } from "./shape";

/** Longer than any header of a matrix of numbers: version 1 has at most 64 KB. */
const HEADER_BYTES = 2 ** 16 + 16;

/** A matrix in a .npy file, whose rows are read as needed. */
interface NpyMatrix {
  readonly rows: number;
  readonly columns: number;
  /** `count` rows from the first one, or fewer where the matrix ends. */
  read(first: number, count: number): Promise<NpyData>;
  close(): Promise<void>;
}

/** Opens a .npy file of two dimensions. Throws INVALID_INPUT as `parseNpy` does, naming the file. */
export async function openNpyMatrix(path: string): Promise<NpyMatrix> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(size, HEADER_BYTES));
    await file.read(head, 0, head.length, 0);
    const { shape, dtype, start, bytesPerElement } = readNpyHeader(head, size);
    const [rows, columns] = shape as [number, number];
    if (shape.length !== 2)
      throw new RegionaryError("INVALID_INPUT", `Expected two dimensions, but got ${formatShape(shape)}.`);
    const rowBytes = columns * bytesPerElement;
    return {
      rows,
      columns,
      async read(first, count) {
        const bytes = Buffer.alloc(Math.max(0, Math.min(count, rows - first)) * rowBytes);
        const { bytesRead } = await file.read(bytes, 0, bytes.length, start + first * rowBytes);
        if (bytesRead !== bytes.length)
          throw new RegionaryError("INVALID_INPUT", `${path} became shorter while it was being read.`);
        return npyElements(dtype, bytes);
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    if (!(error instanceof RegionaryError)) throw error;
    throw new RegionaryError(error.code, `${path}: ${error.message}`, error.details);
  }
}
