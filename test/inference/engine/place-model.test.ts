import path from "node:path";
import { placeModel } from "../../../src/inference/engine/place-model";
import { stagesFor } from "../../../src/model/chain";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { writeTinyModel } from "../../helpers/models/tiny-model";

describe("a model on this machine", () => {
  const directory = directoryPerTest();
  const filesOn = async (provider: "cpu" | "cuda" | "webgpu") => {
    const tiny = await writeTinyModel(path.join(directory(), "tiny"));
    const timingFile = path.join(directory(), "timing.json");
    const resources = { provider, threads: 1, gpus: [0], maxBatch: 8 };
    const { encode } = await placeModel("tiny", { ...tiny, timingFile }, resources);
    const names = (given: string) =>
      Object.values(encode.stages).map((stages) =>
        stagesFor(stages, [given]).map(({ file }) => path.relative(directory(), file)),
      );
    return { fromPictures: names("image"), fromFeatures: names("features") };
  };

  it("runs on CUDA from pictures in one file, in either precision, and from features stage by stage", async () => {
    expect(await filesOn("cuda")).toEqual({
      fromPictures: [["timing.json.joined/encode-1.onnx"], ["timing.json.joined.float16/stage-1.onnx"]],
      fromFeatures: [
        ["tiny/backbone/tail.onnx", "tiny/head/trunk.onnx"],
        ["timing.json.float16/stage-2.onnx", "timing.json.float16/stage-3.onnx"],
      ],
    });
  });

  it.each(["cpu", "webgpu"] as const)("runs on %s stage by stage", async (provider) => {
    const { fromPictures } = await filesOn(provider);
    expect(fromPictures[0]).toEqual([
      "tiny/backbone/body.onnx",
      "tiny/backbone/tail.onnx",
      "tiny/head/trunk.onnx",
    ]);
    expect(fromPictures[1]).toHaveLength(3);
  });
});
