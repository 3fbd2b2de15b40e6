import { joinedRows } from "../../src/tensor/joined-rows";
import { readValues } from "../../src/tensor/read-values";
import { reshaped } from "../../src/tensor/reshaped";
import { rowsOf } from "../../src/tensor/rows-of";
import { elementCount } from "../../src/tensor/shape";
import type { TensorSource } from "../../src/tensor/tensor-source";
import { transposed } from "../../src/tensor/transposed";

describe("what is made of a tensor that is read piece by piece", () => {
  /** 0, 1, 2 ... in pieces whose borders lie inside rows. */
  const matrix = inPieces([4, 3], 5);

  it("is its rows, without a piece that lies behind the last", async () => {
    const asked: number[] = [];
    const middle = rowsOf(inPieces([4, 3], 5, asked), 1, 2);
    expect(middle.shape).toEqual([2, 3]);
    expect([...(await readValues(middle))]).toEqual([3, 4, 5, 6, 7, 8]);
    expect(asked).toEqual([0, 5]);
    expect([...(await readValues(rowsOf(matrix, 3, 1)))]).toEqual([9, 10, 11]);
    expect((await readValues(rowsOf(matrix, 4, 0))).length).toBe(0);
    expect([...(await readValues(rowsOf(inPieces([6], 4), 3, 2)))]).toEqual([3, 4]);
  });

  it("is the rows of several, one after another, of the same tensor too", async () => {
    const joined = joinedRows([rowsOf(matrix, 2, 2), inPieces([1, 3], 2), rowsOf(matrix, 0, 1)]);
    expect(joined.shape).toEqual([4, 3]);
    const expected = [6, 7, 8, 9, 10, 11, 0, 1, 2, 0, 1, 2];
    expect([...(await readValues(joined))]).toEqual(expected);
    expect([...(await readValues(joined))]).toEqual(expected); // read again, from the start
  });

  it("is the matrix with rows and columns exchanged", async () => {
    const turned = transposed(matrix);
    expect(turned.shape).toEqual([3, 4]);
    expect([...(await readValues(turned))]).toEqual([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]);
  });

  it("is the matrix turned also where it takes several pieces", async () => {
    const rows = 600;
    const columns = 700;
    const turned = transposed(inPieces([rows, columns], 1000));
    let pieces = 0;
    for await (const piece of turned.chunks()) pieces += piece.byteLength > 0 ? 1 : 0;
    expect(pieces).toBeGreaterThan(1);
    const values = await readValues(turned);
    for (const [row, column] of [
      [0, 0],
      [436, 599],
      [437, 0],
      [699, 599],
    ] as const)
      expect(values[row * rows + column]).toBe(column * columns + row);
  });

  it("is the same elements under another shape", async () => {
    const column = reshaped(matrix, [1, 12, 1]);
    expect(column.shape).toEqual([1, 12, 1]);
    expect([...(await readValues(column))]).toEqual([...(await readValues(matrix))]);
  });

  it("is refused where the shapes do not allow it", () => {
    expect(() => rowsOf(matrix, 3, 2)).toThrow("A tensor [4, 3] has no rows 3 to 5.");
    expect(() => rowsOf(inPieces([], 1), 0, 1)).toThrow("has no rows");
    expect(() => joinedRows([matrix, inPieces([1, 4], 4)])).toThrow("[4, 3] and [1, 4] cannot be joined");
    expect(() => joinedRows([])).toThrow("have rows");
    expect(() => transposed(inPieces([2, 2, 2], 3))).toThrow("Only a matrix can be transposed");
    expect(() => reshaped(matrix, [5, 3])).toThrow("[4, 3] cannot be read as [5, 3]");
  });
});

function inPieces(shape: readonly number[], elementsEach: number, asked: number[] = []): TensorSource {
  const values = Float32Array.from({ length: elementCount(shape) }, (_, index) => index);
  return {
    shape,
    async *chunks() {
      for (let start = 0; start < values.length; start += elementsEach) {
        asked.push(start);
        const { buffer, byteOffset, byteLength } = values.subarray(start, start + elementsEach);
        yield new Uint8Array(buffer, byteOffset, byteLength);
      }
    },
  };
}
