import { writeFile } from "node:fs/promises";
import path from "node:path";
import { openNpyMatrix } from "../../src/tensor/npy-matrix";
import { directoryPerTest } from "../helpers/files/directory-per-test";
import { encodeNpy } from "../helpers/files/encode-npy";

describe("a .npy matrix read row by row", () => {
  const directory = directoryPerTest();
  const write = async (shape: number[], bytes = Number.POSITIVE_INFINITY) => {
    const file = path.join(directory(), "matrix.npy");
    const data = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, place) => place);
    await writeFile(file, encodeNpy(shape, data).subarray(0, bytes));
    return file;
  };

  it("gives the requested rows, and fewer at its end", async () => {
    const matrix = await openNpyMatrix(await write([5, 2]));
    expect([matrix.rows, matrix.columns]).toEqual([5, 2]);
    expect(await matrix.read(1, 2)).toEqual(Float32Array.of(2, 3, 4, 5));
    expect(await matrix.read(4, 3)).toEqual(Float32Array.of(8, 9));
    expect(await matrix.read(5, 3)).toEqual(Float32Array.of());
    await matrix.close();
  });

  it("refuses other than two dimensions and a file that is cut off, naming the file", async () => {
    await expect(openNpyMatrix(await write([5]))).rejects.toThrow(
      "matrix.npy: Expected two dimensions, but got [5].",
    );
    await expect(openNpyMatrix(await write([5, 2], 150))).rejects.toThrow("takes 40 bytes of data; got 22");
  });
});
