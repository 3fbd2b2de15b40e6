import { readFile } from "node:fs/promises";
import path from "node:path";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { encodeNpy } from "../../helpers/files/encode-npy";
import { writeZip } from "../../helpers/files/write-zip";
import { readCheckpoint, readCheckpointBytes } from "../../helpers/models/read-checkpoint";

const fixture = (name: string) => path.join(__dirname, "../../fixtures/npz", name);

describe("NumPy's .npz", () => {
  const directory = directoryPerTest();
  const values = [-1.5, -0.5, 0.5, 1.5, 2.5, 3.5];
  const npy = Buffer.from(encodeNpy([2], Float32Array.of(1, 2)));

  it.each(["arrays.npz", "zip64.npz"])("gives the tensors that NumPy wrote to %s", async (name) => {
    const { format, tensors } = await readCheckpoint(fixture(name));
    expect(format).toBe("npz");
    expect([...tensors]).toEqual([
      ["single", { dtype: "float32", shape: [2, 3], values }],
      ["half", { dtype: "float16", shape: [2, 3], values }],
      ["double", { dtype: "float64", shape: [2, 3], values }],
      ["turned", { dtype: "float32", shape: [2, 3], values }],
      ["scalar", { dtype: "float32", shape: [], values: [0.25] }],
      ["blocks.0.position_ids", { dtype: "int64", shape: [1, 3], values: [] }],
    ]);
  });

  it("is refused where it is compressed, or holds what is no number", async () => {
    await expect(readCheckpoint(fixture("compressed.npz"))).rejects.toThrow(
      /single\.npy in its archive is compressed .* numpy\.savez store/,
    );
    await expect(readCheckpoint(fixture("bad-type.npz"))).rejects.toThrow(
      /tensor text has elements of NumPy's type <U2; expected one of <f8, <f4/,
    );
  });

  it.each([
    [
      "a file that is no array",
      writeZip([
        ["a.npy", npy],
        ["readme", npy],
      ]),
      "readme in its archive is not",
    ],
    ["an array cut short", writeZip([["a.npy", npy.subarray(0, -1)]]), "takes 8 bytes and has 7"],
    ["an array with more behind it", writeZip([["a.npy", Buffer.concat([npy, npy])]]), "takes 8 bytes"],
    ["a header cut short", writeZip([["a.npy", npy.subarray(0, 40)]]), "tensor a: This is not a readable"],
    ["nothing", writeZip([["a.npy", Buffer.alloc(0)]]), "tensor a: This is not a readable"],
    [
      "a name twice",
      writeZip([
        ["a.npy", npy],
        ["a.npy", npy],
      ]),
      "a.npy is twice",
    ],
    ["neither weights nor arrays", writeZip([["readme", npy]]), "neither data.pkl"],
  ])("is refused with %s", async (_, bytes, message) => {
    await expect(readCheckpointBytes(directory(), bytes)).rejects.toMatchObject({
      code: "INVALID_CHECKPOINT",
      message: expect.stringContaining(message),
    });
  });

  it("is refused where one array lies inside another, as in a zip bomb", async () => {
    const outer = Buffer.concat([npy, Buffer.from("PK\x03\x04"), Buffer.alloc(26), npy]);
    const bytes = writeZip([
      ["a", outer],
      ["b", npy],
    ]);
    // The second entry of the central directory is made to point into the first file.
    const second = bytes.lastIndexOf("PK\x01\x02");
    bytes.writeUInt32LE(30 + 1 + npy.length, second + 42);
    await expect(readCheckpointBytes(directory(), bytes)).rejects.toThrow("b in its archive begins inside");
  });

  it("is refused wherever it is cut off", async () => {
    const bytes = await readFile(fixture("arrays.npz"));
    for (let length = 0; length < bytes.length; length += 97) {
      await expect(readCheckpointBytes(directory(), bytes.subarray(0, length))).rejects.toMatchObject({
        code: "INVALID_CHECKPOINT",
      });
    }
  });
});
