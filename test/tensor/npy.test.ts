import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseNpy } from "../../src/tensor/npy";
import { describeWithShared, sharedPath } from "../helpers/shared";

/** Version 1 of the format by hand: magic, version, length of the header, header, data. */
function npyFile(header: string, data: Uint8Array, version = 1): Buffer {
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, header.length, 0]);
  const wideLength = version > 1 ? Buffer.alloc(2) : Buffer.alloc(0);
  return Buffer.concat([start, wideLength, Buffer.from(header), data]);
}

const pair = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }\n";
const onePointFive = Buffer.from([0, 0, 0xc0, 0x3f]);

describe("parseNpy", () => {
  it("reads the shape and the values, in versions 1 and 2", () => {
    const expected = { shape: [2], dtype: "<f4", data: Float32Array.of(1.5, 1.5) };
    const data = Buffer.concat([onePointFive, onePointFive]);
    expect(parseNpy(npyFile(pair, data))).toEqual(expected);
    expect(parseNpy(npyFile(pair, data, 2))).toEqual(expected);
  });

  it("reads a scalar, an empty array and 64-bit integers", () => {
    const header = (descr: string, shape: string) =>
      `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }\n`;
    expect(parseNpy(npyFile(header("|u1", "()"), Buffer.of(7)))).toMatchObject({
      shape: [],
      data: Uint8Array.of(7),
    });
    expect(parseNpy(npyFile(header("<f8", "(0, 4)"), Buffer.of()))).toMatchObject({ shape: [0, 4] });
    const minusTwo = Buffer.alloc(8, 0xff).fill(0xfe, 0, 1);
    expect(parseNpy(npyFile(header("<i8", "(1,)"), minusTwo)).data).toEqual(BigInt64Array.of(-2n));
  });

  it.each([
    ["text", Buffer.from("hello, this is no array"), "it does not start as one"],
    ["nothing", Buffer.of(), "it does not start as one"],
    ["data cut off", npyFile(pair, onePointFive), "shape [2] takes 8 bytes of data; got 4"],
    ["a header cut off", npyFile(pair, Buffer.of()).subarray(0, 30), "its header is not whole"],
    ["column-major order", npyFile(pair.replace("False", "True"), Buffer.alloc(8)), "it must be row-major"],
    ["Python objects", npyFile(pair.replace("<f4", "|O"), Buffer.alloc(8)), "not |O"],
    ["an unknown version", npyFile(pair, Buffer.alloc(8), 9), "version 9 is not known"],
  ])("refuses %s", (_, bytes, reason) => {
    expect(() => parseNpy(bytes)).toThrow(reason);
  });
});

describeWithShared(
  "reference/model",
  "reference/training",
  "reference/preprocessing",
)("NumPy's own files", () => {
  it.each([
    ["reference/model/logits_81.npy", "<f4", [3, 81]],
    ["reference/model/logits_81_f64.npy", "<f8", [3, 81]],
    ["reference/training/labels.npy", "|i1", [6, 925]],
    ["reference/preprocessing/tiny_png__resized_u8.npy", "|u1", [224, 224, 3]],
  ])("%s is read", async (file, dtype, shape) => {
    expect(parseNpy(await readFile(path.join(sharedPath, file)))).toMatchObject({ dtype, shape });
  });
});
