import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { float16Stages } from "../../../src/inference/stages/float16-stages";
import type { Stage } from "../../../src/model/description";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { writeTinyModel } from "../../helpers/models/tiny-model";

describe("a model's encode stages in half precision", () => {
  const directory = directoryPerTest();
  const float32 = async (): Promise<Stage[]> => {
    const { description, directory: packages } = await writeTinyModel(path.join(directory(), "tiny"));
    return description.encode.map((stage) => ({ ...stage, file: path.join(packages, stage.file) }));
  };

  it("are made once and then reused", async () => {
    const target = path.join(directory(), "halves");
    const stages = await float32();
    const made = await float16Stages(stages, target);
    expect(made).toEqual(
      stages.map((stage, i) => ({ ...stage, file: path.join(target, `stage-${i + 1}.onnx`) })),
    );
    const { ctimeMs } = await stat(made![2]!.file);
    expect(await float16Stages(stages, target)).toEqual(made);
    expect((await stat(made![2]!.file)).ctimeMs).toBe(ctimeMs);
  });

  it("are null if one cannot be converted, and leave nothing behind", async () => {
    await mkdir(path.join(directory(), "there"));
    const broken = path.join(directory(), "broken.onnx");
    await writeFile(broken, "no protobuf");
    const target = path.join(directory(), "there", "halves");
    const [body, tail, trunk] = await float32();
    expect(await float16Stages([body!, tail!, { ...trunk!, file: broken }], target)).toBeNull();
    expect(await readdir(path.join(directory(), "there"))).toEqual([]);
  });
});
