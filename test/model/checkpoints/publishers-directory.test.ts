import { copyFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { openCheckpoint } from "../../../src/model/checkpoints/open-checkpoint";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { encodeNpy } from "../../helpers/files/encode-npy";
import { writeZip } from "../../helpers/files/write-zip";
import { readCheckpoint } from "../../helpers/models/read-checkpoint";
import { writeSafetensors } from "../../helpers/models/safetensors-bytes";
import { floatTensor, zipCheckpoint } from "../../helpers/models/write-torch-checkpoint";
import { describeWithShared, sharedPath } from "../../helpers/shared";

const directory = directoryPerTest();
const at = (name: string) => path.join(directory(), name);
const safetensors = (name: string, tensors: Record<string, number>) =>
  writeSafetensors(
    at(name),
    new Map(
      Object.entries(tensors).map(([key, value]) => [key, { shape: [1], data: Float32Array.of(value) }]),
    ),
  );
const torch = (name: string, tensors: Record<string, number>) => {
  const written = Object.entries(tensors).map(([key, value]) => floatTensor(key, [1], [value]));
  return writeFile(at(name), zipCheckpoint(written));
};
const npz = (name: string, tensors: Record<string, number>) => {
  const files = Object.entries(tensors).map(
    ([key, value]) => [`${key}.npy`, Buffer.from(encodeNpy([1], Float32Array.of(value)))] as const,
  );
  return writeFile(at(name), writeZip(files));
};
const index = (name: string, places: Record<string, string>) =>
  writeFile(at(name), JSON.stringify({ metadata: { total_size: 8 }, weight_map: places }));

async function read() {
  const { format, paths, tensors } = await readCheckpoint(directory());
  const values = Object.fromEntries([...tensors].map(([name, tensor]) => [name, tensor.values[0]]));
  return { format, files: paths.map((file) => path.relative(directory(), file)), values };
}

describe("a directory with one model's weights", () => {
  it("is read by the first of the names that publishers use, which it gives", async () => {
    const files = [
      ["open_clip_pytorch_model.bin", torch],
      ["pytorch_model.bin", torch],
      ["open_clip_model.safetensors", safetensors],
      ["model.safetensors", safetensors],
    ] as const;
    await writeFile(at("config.json"), "{}");
    for (const [name, write] of files) {
      await write(name, { [name]: 2 }); // each beside those before it
      expect(await read()).toMatchObject({ files: [name], values: { [name]: 2 } });
    }
  });

  it("is read from shards by their index, whatever their kind, without the module. before all names", async () => {
    await safetensors("model-00001-of-00002.safetensors", { "module.a": 1 });
    await safetensors("model-00002-of-00002.safetensors", { "module.b": 2 });
    await index("model.safetensors.index.json", {
      "module.b": "model-00002-of-00002.safetensors",
      "module.a": "model-00001-of-00002.safetensors",
    });
    expect(await read()).toEqual({
      format: "safetensors",
      files: ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"],
      values: { a: 1, b: 2 },
    });
  });

  it("is read from shards of PyTorch's .bin", async () => {
    await torch("pytorch_model-1.bin", { a: 1 });
    await torch("pytorch_model-2.bin", { b: 2 });
    await index("pytorch_model.bin.index.json", { a: "pytorch_model-1.bin", b: "pytorch_model-2.bin" });
    expect(await read()).toMatchObject({ format: "pytorch-zip", values: { a: 1, b: 2 } });
  });

  it("is read from TIPS' pair of .npz, each under its encoder's name", async () => {
    await npz("tips_b14_vision.npz", { "norm.bias": 1 });
    await npz("tips_b14_text.npz", { "norm.bias": 2 });
    await npz("other_vision.npz", { a: 3 }); // without a text
    expect(await read()).toEqual({
      format: "npz",
      files: ["tips_b14_vision.npz", "tips_b14_text.npz"],
      values: { "vision_encoder.norm.bias": 1, "text_encoder.norm.bias": 2 },
    });
  });

  it("is refused with several pairs, and with what is looked for and what is there if there is none", async () => {
    await writeFile(at("readme.md"), "");
    await npz("vision.npz", { a: 1 });
    await expect(read()).rejects.toMatchObject({
      code: "INVALID_CHECKPOINT",
      message: expect.stringMatching(
        /looked for model\.safetensors, .*NAME_text\.npz; there is readme\.md, vision\.npz\./,
      ),
    });
    for (const name of ["text.npz", "b_vision.npz", "b_text.npz"]) await npz(name, { a: 1 });
    await expect(read()).rejects.toThrow(
      /found several \(.*b_vision\.npz with b_text\.npz.*\)\. Put each into a directory of its own/,
    );
  });

  it.each([
    ["a shard that is missing", { a: "one", b: "two" }, "names two, which is missing"],
    ["a shard above the directory", { a: "../one" }, 'names "../one"; expected a file in the same directory'],
    ["a shard at an absolute path", { a: "/etc/passwd" }, 'names "/etc/passwd"'],
    ["a shard that is the directory", { a: "." }, 'names "."'],
    ["a tensor that is in no shard", { a: "one", b: "one" }, "places the tensor b in one; it is not there"],
    [
      "a tensor that is in another shard",
      { a: "three", c: "one" },
      "places the tensor a in three; it is in one",
    ],
    ["a tensor that it does not list", { c: "three" }, "does not list the tensor d, which is in three"],
    ["no tensor", {}, "names no file"],
  ])("is refused for an index with %s", async (_, places, message) => {
    await safetensors("one", { a: 1 });
    await safetensors("three", { c: 1, d: 2 });
    await index("model.safetensors.index.json", places as Record<string, string>);
    await expect(read()).rejects.toMatchObject({
      code: "INVALID_CHECKPOINT",
      message: expect.stringContaining(message),
    });
  });

  it("is refused for an index that is none, or a web page", async () => {
    await writeFile(at("model.safetensors.index.json"), '{"weight_map": {"a": 1}}');
    await expect(read()).rejects.toThrow("is not a JSON object with a weight_map");
    await writeFile(at("model.safetensors.index.json"), "<!DOCTYPE html><html>");
    await expect(read()).rejects.toThrow("model.safetensors.index.json is an HTML page");
  });

  it.each([
    ["a web page", "\n<!doctype html>\n<html>", "model.safetensors is an HTML page, not a model's weights"],
    [
      "a Git LFS pointer",
      "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n",
      "model.safetensors is a Git LFS pointer, not the file itself. Run git lfs pull",
    ],
    ["something else", "hello, this is text", "the first bytes of model.safetensors are of none"],
    ["a file cut off", "\x40\0\0\0\0\0\0\0{", "model.safetensors: "],
  ])(
    "is refused by the file's name for %s, though weights of another name lie beside it",
    async (_, content, message) => {
      await writeFile(at("model.safetensors"), content);
      await torch("pytorch_model.bin", { a: 1 });
      await expect(read()).rejects.toMatchObject({
        code: "INVALID_CHECKPOINT",
        message: expect.stringContaining(message),
      });
    },
  );
});

describeWithShared("reference/region-text")("the text models of the reference", () => {
  const reference = (name: string) => path.join(sharedPath, "reference/region-text", name);
  const shapesOf = async (name: string) => {
    const checkpoint = await openCheckpoint(name);
    await checkpoint.close();
    return new Map([...checkpoint.tensors].map(([key, { dtype, shape }]) => [key, `${dtype} ${shape}`]));
  };

  it("of CLIP are the same weights, in float16, under Hugging Face's and under open_clip's names", async () => {
    const { paths, tensors } = await readCheckpoint(reference("clip"));
    expect(paths).toEqual([reference("clip/model.safetensors")]);
    const other = (await readCheckpoint(reference("clip/open_clip_model.safetensors"))).tensors;
    const bias = "vision_model.encoder.layers.1.self_attn";
    const joined = ["q", "k", "v"].flatMap((part) => tensors.get(`${bias}.${part}_proj.bias`)!.values);
    expect(other.get("visual.transformer.resblocks.1.attn.in_proj_bias")!.values).toEqual(joined);
    expect(tensors.get("logit_scale")).toMatchObject({ dtype: "float16", shape: [] });
    expect(tensors.get("logit_scale")!.values[0]).toBe(other.get("logit_scale")!.values[0]);
    expect(tensors.get("vision_model.embeddings.class_embedding")!.values).toEqual(
      other.get("visual.class_embedding")!.values,
    );
  });

  it("of SigLIP and SigLIP 2 have a pooling head and a bias of the score", async () => {
    for (const name of ["siglip", "siglip/siglip2"]) {
      const shapes = await shapesOf(reference(name));
      expect(shapes.get("logit_bias")).toBe("float32 1");
      expect(shapes.get("vision_model.head.probe")).toMatch(/^float32 1,1,\d+$/);
    }
  });

  it("of TIPS are a pair of .npz, and the SwiGLU tower goes with the same texts", async () => {
    for (const vision of ["tips_vision.npz", "tips_swiglu_vision.npz"]) {
      const folder = at(vision.slice(0, -4));
      await mkdir(folder);
      await copyFile(reference(`tips/${vision}`), path.join(folder, "vision.npz"));
      await copyFile(reference("tips/tips_text.npz"), path.join(folder, "text.npz"));
      const shapes = await shapesOf(folder);
      expect(shapes.get("vision_encoder.cls_token")).toMatch(/^float32 1,1,\d+$/);
      expect(shapes.get("text_encoder.temperature")).toMatch(/^float\d\d (1)?$/);
      expect(shapes.has("vision_encoder.blocks.0.mlp.w12.weight")).toBe(vision.includes("swiglu"));
    }
    expect([...(await shapesOf(reference("tips"))).keys()].some((name) => name.startsWith("text_"))).toBe(
      true,
    );
  });
});
