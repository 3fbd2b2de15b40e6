import { mkdir } from "node:fs/promises";
import path from "node:path";
import { cutBackbone } from "../../../src/onnx/cut/cut-backbone";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { randomTensor } from "../../helpers/graph/random-tensors";
import { runOnnxFile } from "../../helpers/onnx/run-onnx-file";

const cases = path.join(__dirname, "../../fixtures/cases/checkpoints");
const manifest = {
  input: { name: "image", height: 6, width: 6 },
  features: { name: "features" },
  global: { name: "global" },
};

describe("a backbone that was exported for one picture", () => {
  const directory = directoryPerTest();
  const cut = async (name: string) => {
    const to = path.join(directory(), name);
    await mkdir(to);
    await cutBackbone(path.join(cases, name), manifest, to);
    return { body: path.join(to, "body.onnx"), tail: path.join(to, "tail.onnx") };
  };

  test.each([
    ["without a Reshape", "34-batch-1.onnx", "34-control-batch-n.onnx"],
    ["with view(1, 18)", "34-reshape-batch-1.onnx", "34-control-reshape-batch-n.onnx"],
    ["with view(1, -1) of a Constant", "34-view-batch-1.onnx", "34-control-reshape-batch-n.onnx"],
  ])("%s gives for three pictures what one with an open batch gives", async (_, file, control) => {
    const image = randomTensor([3, 3, 6, 6], 4);
    const expected = await runOnnxFile(path.join(cases, control), { image });
    const { body, tail } = await cut(file);
    const { features } = await runOnnxFile(body, { image });
    const { global } = await runOnnxFile(tail, { features: features! });
    expect(features).toEqual(expected.features);
    expect(global!.shape).toEqual([3, 3]);
    for (const [i, value] of global!.data.entries()) expect(value).toBeCloseTo(expected.global!.data[i]!, 5);
  });

  test("is refused where it joins a class token for one picture", async () => {
    await expect(cut("34-control-class-token-batch-1.onnx")).rejects.toMatchObject({
      code: "INVALID_BACKBONE",
      message: expect.stringContaining('joins "class_token", which is made for one'),
    });
  });
});
