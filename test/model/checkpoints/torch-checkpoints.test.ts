import { createHash } from "node:crypto";
import path from "node:path";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { readCheckpoint, readCheckpointBytes } from "../../helpers/models/read-checkpoint";
import {
  floatTensor,
  legacyCheckpoint,
  pickle,
  type TorchTensor,
  text,
  zipCheckpoint,
} from "../../helpers/models/write-torch-checkpoint";
import { describeWithShared, sharedPath } from "../../helpers/shared";

const directory = directoryPerTest();
/** ((x, x), (x, x)) to a depth of 40: a trillion leaves in two hundred bytes. */
const nestedList = [")q\x00", "h\x00\x86q\x00".repeat(40)];
const nestedKey = ["(", text("storage"), "ctorch\nFloatStorage\n", ...nestedList, text("cpu"), "K\x01tQ"];
/** A list of 50,000 pairs, and fifty OrderedDicts of it. */
const copiedList = [
  ...["]q\x00(", "NN\x86".repeat(50_000), "e", "ccollections\nOrderedDict\nq\x01"],
  "h\x01h\x00\x85R".repeat(50),
];
const reference = (file: string) => path.join(sharedPath, "reference", file);

describeWithShared("reference/model", "reference/model-256-8")("the authors' checkpoint", () => {
  it("holds the same tensors in the legacy and the zip format, plain or wrapped with module. prefixes", async () => {
    const plain = await readCheckpoint(reference("model/weights.legacy.pth"));
    expect(plain.tensors.size).toBe(34);
    expect(plain.tensors.get("conv_3X3.body.weight")?.shape).toEqual([32, 512, 3, 3]);
    expect(plain.tensors.get("conv_3X3.bn.num_batches_tracked")).toMatchObject({ dtype: "int64", shape: [] });
    for (const name of [
      "weights.zip.pth",
      "weights.wrapped-module.legacy.pth",
      "weights.wrapped-module.zip.pth",
    ]) {
      const other = await readCheckpoint(reference(`model/${name}`));
      expect(other.format).toBe(name.includes("zip") ? "pytorch-zip" : "pytorch-legacy");
      expect(digests(other.tensors)).toEqual(digests(plain.tensors));
    }
  });

  it("of 256 channels has the paper's 3,828,480 parameters and 1,024 running statistics", async () => {
    const { tensors } = await readCheckpoint(reference("model-256-8/weights.legacy.pth"));
    const count = [...tensors.values()].reduce((sum, { values }) => sum + values.length, 0);
    expect(count).toBe(3_828_480 + 1024);
  });
});

describe.each([
  ["legacy", legacyCheckpoint],
  ["zip", zipCheckpoint],
])("a PyTorch checkpoint in the %s format", (_, write) => {
  const read = async (...tensors: TorchTensor[]) =>
    (await readCheckpointBytes(directory(), write(tensors))).tensors;
  const small = floatTensor("a", [2, 3], [1, 2, 3, 4, 5, 6]);

  it("gives its tensors by name", async () => {
    const tensors = await read(small, floatTensor("b", [], [7]));
    expect([...tensors.keys()]).toEqual(["a", "b"]);
    expect(tensors.get("a")).toEqual({ dtype: "float32", shape: [2, 3], values: [1, 2, 3, 4, 5, 6] });
    expect(tensors.get("b")).toEqual({ dtype: "float32", shape: [], values: [7] });
  });

  it("gives a transposed tensor in row-major order", async () => {
    const transposed = await read({ ...small, shape: [3, 2], strides: [1, 3] });
    expect(transposed.get("a")?.values).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it("gives each view of a shared storage its own part", async () => {
    const tensors = await read(
      { ...small, name: "row", offset: 3, shape: [3], strides: [1] },
      { ...small, name: "column", offset: 1, shape: [2], strides: [3] },
    );
    expect(tensors.get("row")?.values).toEqual([4, 5, 6]);
    expect(tensors.get("column")?.values).toEqual([2, 5]);
  });

  it("unpacks the parameters that PyTorch before 0.4 saved", async () => {
    const tensors = await read({ ...small, asOldParameter: true });
    expect(tensors.get("a")?.values).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("turns doubles, halves and bfloat16 into float32", async () => {
    const data = {
      DoubleStorage: Buffer.from(Float64Array.of(1, -0.5).buffer),
      HalfStorage: Buffer.from(Uint16Array.of(0x3c00, 0xb800).buffer),
      BFloat16Storage: Buffer.from(Uint16Array.of(0x3f80, 0xbf00).buffer),
    };
    for (const [type, bytes] of Object.entries(data)) {
      const tensors = await read({
        name: "a",
        storage: { key: "0", type, count: 2, data: bytes },
        shape: [2],
        strides: [1],
      });
      expect(tensors.get("a")?.values).toEqual([1, -0.5]);
    }
  });

  it("is refused with the name of what it wants to run, such as os.system, which is posix.system", async () => {
    const call = pickle("cposix\nsystem\n", text("echo run > /tmp/regionary-was-here"), Buffer.of(0x85), "R");
    await expect(readCheckpointBytes(directory(), write([], call))).rejects.toMatchObject({
      code: "INVALID_CHECKPOINT",
      message: expect.stringContaining('"posix.system"'),
    });
  });

  it.each([
    ["a global spelled by stack", pickle(text("builtins"), text("eval"), Buffer.of(0x93)), "builtins.eval"],
    ["a global that is only mentioned", pickle("}", text("a"), "ctorch\nload\n", "s"), "torch.load"],
    ["a whole pickled model", pickle("cmodels\nBiAM\n", ")", Buffer.of(0x81)), "models.BiAM"],
    ["an instruction of another protocol", pickle("(ios\nsystem\n"), "0x69"],
    ["a call of a storage type", pickle("ctorch\nFloatStorage\n)R"), "not a constructor"],
    ["a dictionary without tensors", pickle("}", text("epoch"), "K\x03s"), "no tensor"],
    ["a million empty lists", pickle("]".repeat(1_000_001)), "instructions"],
    ["a reference into an empty memory", pickle("h\x05"), "never stored"],
    ["a storage named by lists within lists, whose text has no end", pickle(...nestedKey), "not understood"],
    ["a global named by lists within lists", pickle(...nestedList, text("a"), Buffer.of(0x93)), "not text"],
    ["a long list turned into dictionaries again and again", pickle(...copiedList), "instructions"],
  ])("is refused for %s", async (_name, object, part) => {
    await expect(readCheckpointBytes(directory(), write([], object))).rejects.toMatchObject({
      code: "INVALID_CHECKPOINT",
      message: expect.stringContaining(part),
    });
  });

  it("is refused if a tensor has more elements than its storage, which could fill a disk", async () => {
    await expect(read({ ...small, shape: [1_000_000, 6], strides: [0, 1] })).rejects.toMatchObject({
      code: "INVALID_CHECKPOINT",
      message: expect.stringContaining("a repeats the elements of its storage"),
    });
  });

  it("is refused if a tensor reaches beyond its storage", async () => {
    await expect(read({ ...small, shape: [2, 4], strides: [3, 1] })).rejects.toMatchObject({
      code: "INVALID_CHECKPOINT",
      message: expect.stringContaining("a needs 7 elements of a storage that has 6"),
    });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("is refused if a weight is %s", async (bad) => {
    await expect(read(floatTensor("conv.weight", [3], [1, bad, 2]))).rejects.toMatchObject({
      code: "INVALID_CHECKPOINT",
      message: expect.stringContaining(`conv.weight cannot be used: element 1 is ${bad}`),
    });
  });

  it("is refused wherever it is cut off", async () => {
    const whole = write([small, floatTensor("b", [1], [7])]);
    for (let length = 0; length < whole.length; length += 3) {
      await expect(readCheckpointBytes(directory(), whole.subarray(0, length))).rejects.toMatchObject({
        code: "INVALID_CHECKPOINT",
      });
    }
  });

  it("is read or refused, but never fails in another way, whichever of its bytes is changed", async () => {
    const whole = write([small, { ...small, name: "b", shape: [3, 2], strides: [1, 3] }]);
    for (let place = 0; place < whole.length; place++) {
      const changed = Buffer.from(whole);
      changed[place] = (changed[place]! + 1 + ((place * 97) % 255)) % 256;
      const outcome = await readCheckpointBytes(directory(), changed).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toMatchObject({ code: "INVALID_CHECKPOINT" });
    }
  });
});

function digests(tensors: Awaited<ReturnType<typeof readCheckpoint>>["tensors"]) {
  return Object.fromEntries(
    [...tensors].map(([name, { values, ...description }]) => {
      const bytes = Buffer.from(Float32Array.from(values).buffer);
      return [name, { ...description, sha256: createHash("sha256").update(bytes).digest("hex") }];
    }),
  );
}
