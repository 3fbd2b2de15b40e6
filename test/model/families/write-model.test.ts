import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { modelPartSchema } from "../../../src/model/description";
import { writeBackbone } from "../../../src/model/families/backbones/write-backbone";
import { describeBiam } from "../../../src/model/families/biam/describe-biam";
import { paperSizes } from "../../../src/model/families/biam/sizes";
import { FAMILIES } from "../../../src/model/families/families";
import { writeModel } from "../../../src/model/families/write-model";
import { packageHash } from "../../../src/model/packages/package-hash";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { writeTinyModelFiles } from "../../helpers/models/tiny-model";
import { describeWithShared, sharedPath } from "../../helpers/shared";

/** What VGG19 gives. */
const given = [
  { name: "features", shape: [512, 14, 14] },
  { name: "global", shape: [4096] },
];

describeWithShared("reference/model", "reference/model-256-8")("importing the authors' head", () => {
  const directory = directoryPerTest();
  const write = async (file: string, heads: number, name: string) => {
    const source = { checkpointPath: path.join(sharedPath, "reference", file), heads, given };
    return (await writeModel(source, FAMILIES, path.join(directory(), name))).part;
  };

  it("takes its sizes from the checkpoint's shapes", async () => {
    const large = await write("model-256-8/weights.legacy.pth", 8, "large");
    expect(large).toEqual(describeBiam(paperSizes));
    const small = await write("model/weights.wrapped-module.zip.pth", 4, "small");
    expect(small).toEqual(describeBiam({ ...paperSizes, channelDim: 32, heads: 4 }));
    const json = await readFile(path.join(directory(), "small", "model", "model.json"), "utf8");
    expect(modelPartSchema.parse(JSON.parse(json))).toEqual(small);
  });

  it("gives the same package from each of the four formats", async () => {
    const hashes = new Set<string>();
    for (const name of ["legacy", "zip", "wrapped-module.legacy", "wrapped-module.zip"]) {
      await write(`model/weights.${name}.pth`, 4, name);
      hashes.add(await packageHash(path.join(directory(), name, "model")));
    }
    expect(hashes.size).toBe(1);
  });

  it("refuses heads that do not divide the channels", async () => {
    await expect(write("model/weights.zip.pth", 5, "head")).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringContaining("divides the head's 32 channels; got 5"),
    });
    expect(await readdir(directory())).toEqual([]);
  });
});

describe("importing a model that does not fit", () => {
  const directory = directoryPerTest();

  it("names the tensors that show that a head was made for another backbone, and leaves nothing behind", async () => {
    const { checkpointPath, heads } = await writeTinyModelFiles(path.join(directory(), "files"));
    const target = path.join(directory(), "head");
    await expect(writeModel({ checkpointPath, heads, given }, FAMILIES, target)).rejects.toMatchObject({
      code: "CHECKPOINT_MISMATCH",
      message: expect.stringMatching(
        /conv_3X3\.body\.weight \(expected float32 \[8, 512, 3, 3\], found float32 \[8, 8, 3, 3\]\).*w_g\.weight/,
      ),
    });
    expect(await readdir(directory())).toEqual(["files"]);
  });

  it("lists what VGG19 needs and a head lacks, and leaves nothing behind", async () => {
    const { checkpointPath } = await writeTinyModelFiles(path.join(directory(), "files"));
    const target = path.join(directory(), "backbone");
    await expect(writeBackbone({ checkpointPath }, target)).rejects.toMatchObject({
      code: "CHECKPOINT_MISMATCH",
      message: expect.stringMatching(
        /36 missing: features\.0\.weight.*and 16 more.*32 not expected: conv_3X3/,
      ),
    });
    expect(await readdir(directory())).toEqual(["files"]);
  });

  it("keeps a package that already exists", async () => {
    const { onnxPath, manifestPath } = await writeTinyModelFiles(path.join(directory(), "files"));
    const target = path.join(directory(), "backbone");
    await writeBackbone({ onnxPath, manifestPath }, target);
    const hash = await packageHash(target);
    await expect(writeBackbone({ onnxPath, manifestPath }, target)).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect(await packageHash(target)).toBe(hash);
    expect((await readdir(directory())).sort()).toEqual(["backbone", "files"]);
  });
});
