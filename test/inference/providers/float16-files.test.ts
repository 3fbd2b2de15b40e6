import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { float16Files } from "../../../src/inference/providers/float16-files";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { writeTinyModel } from "../../helpers/models/tiny-model";

describe("a model's encode stage in half precision", () => {
  const directory = directoryPerTest();
  const float32 = async () => {
    const { backboneDirectory, headDirectory } = await writeTinyModel(path.join(directory(), "tiny"));
    return {
      body: path.join(backboneDirectory, "body.onnx"),
      tail: path.join(backboneDirectory, "tail.onnx"),
      trunk: path.join(headDirectory, "trunk.onnx"),
    };
  };

  it("is made once, and used as it is from then on", async () => {
    const target = path.join(directory(), "halves");
    const files = await float32();
    const made = await float16Files(files, target);
    expect(made?.trunk).toBe(path.join(target, "trunk.onnx"));
    const { ctimeMs } = await stat(made!.trunk);
    expect(await float16Files(files, target)).toEqual(made);
    expect((await stat(made!.trunk)).ctimeMs).toBe(ctimeMs);
  });

  it("is null where a part cannot be converted, and leaves nothing behind", async () => {
    await mkdir(path.join(directory(), "there"));
    const broken = path.join(directory(), "broken.onnx");
    await writeFile(broken, "no protobuf");
    const target = path.join(directory(), "there", "halves");
    expect(await float16Files({ ...(await float32()), trunk: broken }, target)).toBeNull();
    expect(await readdir(path.join(directory(), "there"))).toEqual([]);
  });
});
