import { readFile } from "node:fs/promises";
import path from "node:path";
import { writeSafetensors } from "../../../src/model/checkpoints/write-safetensors";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { readCheckpoint } from "../../helpers/models/read-checkpoint";

const directory = directoryPerTest();

describe("a safetensors file that was written", () => {
  it("reads back, including tensors without axes and without elements", async () => {
    const file = path.join(directory(), "a.safetensors");
    await writeSafetensors(file, [
      { name: "matrix", shape: [2, 3], data: Float32Array.of(1, -2, 3, 0.1, 5e-30, -0) },
      { name: "scalar", shape: [], data: Float32Array.of(7) },
      { name: "empty", shape: [0, 4], data: new Float32Array(0) },
    ]);
    const { tensors } = await readCheckpoint(file);
    expect(tensors.get("matrix")).toEqual({
      dtype: "float32",
      shape: [2, 3],
      values: [1, -2, 3, Math.fround(0.1), Math.fround(5e-30), -0],
    });
    expect(tensors.get("scalar")?.values).toEqual([7]);
    expect(tensors.get("empty")?.shape).toEqual([0, 4]);
  });

  it("has its data at a multiple of 8 bytes, however long the names are", async () => {
    for (const name of ["a", "ab", "abc", "größe"]) {
      const file = path.join(directory(), "b.safetensors");
      await writeSafetensors(file, [{ name, shape: [1], data: Float32Array.of(2.5) }]);
      const bytes = await readFile(file);
      const start = 8 + Number(bytes.readBigUInt64LE());
      expect(start % 8).toBe(0);
      expect(bytes.readFloatLE(start)).toBe(2.5);
      expect(bytes.length).toBe(start + 4);
    }
  });

  it("refuses values that do not fill the shape, naming the tensor", async () => {
    const writing = writeSafetensors(path.join(directory(), "c"), [
      { name: "weight", shape: [2, 2], data: new Float32Array(3) },
    ]);
    await expect(writing).rejects.toThrow(
      "The tensor weight cannot be written: got 3 values for shape [2, 2].",
    );
  });
});
