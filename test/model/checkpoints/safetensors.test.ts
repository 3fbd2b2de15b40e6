import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { readCheckpoint, readCheckpointBytes } from "../../helpers/models/read-checkpoint";
import { writeSafetensors } from "../../helpers/models/safetensors-bytes";

describe("a safetensors file", () => {
  const directory = directoryPerTest();

  it("gives its tensors by name, in any order of the header", async () => {
    const header = {
      __metadata__: { format: "pt" },
      second: { dtype: "F16", shape: [2], data_offsets: [8, 12] },
      first: { dtype: "F64", shape: [1], data_offsets: [0, 8] },
    };
    const data = Buffer.concat([
      Buffer.from(Float64Array.of(0.5).buffer),
      Buffer.from(Uint16Array.of(0x3c00, 0xc000).buffer),
    ]);
    const { format, tensors } = await readCheckpointBytes(directory(), file(header, data));
    expect(format).toBe("safetensors");
    expect(tensors.get("first")).toEqual({ dtype: "float64", shape: [1], values: [0.5] });
    expect(tensors.get("second")).toEqual({ dtype: "float16", shape: [2], values: [1, -2] });
  });

  it("drops a module. prefix that every name has, and keeps one that only some have", async () => {
    const names = async (...given: string[]) => {
      const header = Object.fromEntries(given.map((name, i) => [name, entry("F32", [1], 4 * i, 4 * i + 4)]));
      const bytes = file(header, Buffer.alloc(4 * given.length));
      return [...(await readCheckpointBytes(directory(), bytes)).tensors.keys()];
    };
    expect(await names("module.a", "module.b")).toEqual(["a", "b"]);
    expect(await names("module.a", "b")).toEqual(["module.a", "b"]);
  });

  it("is recognized by its header even if its first byte is that of a pickle", async () => {
    const name = "x".repeat(0x80 - JSON.stringify({ "": entry("F32", [1], 0, 4) }).length);
    const bytes = file({ [name]: entry("F32", [1], 0, 4) }, Buffer.from(Float32Array.of(3).buffer));
    expect(bytes[0]).toBe(0x80);
    expect((await readCheckpointBytes(directory(), bytes)).tensors.get(name)?.values).toEqual([3]);
  });

  it.each([
    ["a tensor that begins inside another", { a: entry("F32", [2], 0, 8), b: entry("F32", [1], 4, 8) }],
    ["a gap between tensors", { a: entry("F32", [1], 0, 4), b: entry("F32", [1], 8, 12) }],
    ["a shape that does not fit its bytes", { a: entry("F32", [3], 0, 8) }],
    ["an unknown type", { a: entry("F8_E4M3", [8], 0, 8) }],
    ["a negative size", { a: entry("F32", [-2], 0, 8) }],
    ["no tensor", {}],
  ])("is refused for %s", async (_, header) => {
    await expect(readCheckpointBytes(directory(), file(header, Buffer.alloc(12)))).rejects.toMatchObject({
      code: "INVALID_CHECKPOINT",
    });
  });

  it("is refused if it has bytes behind its tensors", async () => {
    const bytes = file({ a: entry("F32", [1], 0, 4) }, Buffer.alloc(9));
    await expect(readCheckpointBytes(directory(), bytes)).rejects.toMatchObject({
      code: "INVALID_CHECKPOINT",
      message: expect.stringContaining("5 bytes behind its tensors"),
    });
  });

  it("is refused if its header claims a gigabyte", async () => {
    const bytes = file({ a: entry("F32", [1], 0, 4) }, Buffer.alloc(4));
    bytes.writeBigUInt64LE(1n << 30n);
    await expect(readCheckpointBytes(directory(), bytes)).rejects.toMatchObject({
      code: "INVALID_CHECKPOINT",
      message: expect.stringContaining("1073741824 bytes"),
    });
  });

  it("is refused wherever it is cut off", async () => {
    const whole = path.join(directory(), "whole");
    await writeSafetensors(whole, new Map([["a", { shape: [2], data: Float32Array.of(1, 2) }]]));
    expect((await readCheckpoint(whole)).tensors.get("a")?.values).toEqual([1, 2]);
    const bytes = await readFile(whole);
    for (let length = 0; length < bytes.length; length++) {
      await expect(readCheckpointBytes(directory(), bytes.subarray(0, length))).rejects.toMatchObject({
        code: "INVALID_CHECKPOINT",
      });
    }
  });
});

describe("a file that is not a checkpoint", () => {
  const directory = directoryPerTest();

  it("is refused, with what was expected", async () => {
    await writeFile(path.join(directory(), "photo.jpg"), Buffer.from("ffd8ffe000104a464946", "hex"));
    for (const name of ["photo.jpg", "missing.pth", "."]) {
      await expect(readCheckpoint(path.join(directory(), name))).rejects.toMatchObject({
        code: "INVALID_CHECKPOINT",
        message: expect.stringMatching(/^Expected a/),
      });
    }
  });
});

function entry(dtype: string, shape: number[], start: number, end: number) {
  return { dtype, shape, data_offsets: [start, end] };
}

function file(header: object, data: Buffer): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, data]);
}
