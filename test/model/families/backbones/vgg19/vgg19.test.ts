import { typeOf } from "../../../../../src/graph/graph";
import { vgg19Body, vgg19Tail } from "../../../../../src/model/families/backbones/vgg19/vgg19";
import { expectInterpreterAgrees } from "../../../../helpers/graph/expect-interpreter-agrees";
import { randomTensor } from "../../../../helpers/graph/random-tensors";

/** Name and channels in and out of torchvision's vgg19 convolutions, configuration "E". */
const convolutions: [number, number, number][] = [
  [0, 3, 64],
  [2, 64, 64],
  [5, 64, 128],
  [7, 128, 128],
  [10, 128, 256],
  [12, 256, 256],
  [14, 256, 256],
  [16, 256, 256],
  [19, 256, 512],
  [21, 512, 512],
  [23, 512, 512],
  [25, 512, 512],
  [28, 512, 512],
  [30, 512, 512],
  [32, 512, 512],
  [34, 512, 512],
];

describe("VGG19", () => {
  it("has torchvision's parameters, by name and shape", () => {
    expect(vgg19Body().parameters).toEqual(
      convolutions.flatMap(([layer, from, to]) => [
        { name: `features.${layer}.weight`, shape: [to, from, 3, 3] },
        { name: `features.${layer}.bias`, shape: [to] },
      ]),
    );
    expect(vgg19Tail().parameters).toEqual([
      { name: "classifier.0.weight", shape: [4096, 25088] },
      { name: "classifier.0.bias", shape: [4096] },
      { name: "classifier.3.weight", shape: [4096, 4096] },
      { name: "classifier.3.bias", shape: [4096] },
    ]);
  });

  it("maps images of 224 x 224 to 512 features on a grid of 14 x 14 and a vector of 4096", () => {
    const body = vgg19Body();
    const tail = vgg19Tail();
    expect(body.inputs).toMatchObject([{ name: "image", shape: ["N", 3, 224, 224] }]);
    expect(body.outputs).toEqual(["features"]);
    expect(typeOf(body, "features").shape).toEqual(["N", 512, 14, 14]);
    expect(tail.inputs).toMatchObject([{ name: "features", shape: ["N", 512, 14, 14] }]);
    expect(tail.outputs).toEqual(["global"]);
    expect(typeOf(tail, "global").shape).toEqual(["N", 4096]);
  });

  it("computes the same features and vector as the interpreter when it is narrow and small", async () => {
    const sizes = { stageChannels: [2, 3, 4, 5, 6], imageSide: 32, globalSize: 7 } as const;
    const image = randomTensor([2, 3, 32, 32], 1);
    const { features } = await expectInterpreterAgrees(vgg19Body(sizes), { image });
    expect(features?.shape).toEqual([2, 6, 2, 2]);
    expect(features?.data.some((value) => value > 0.01)).toBe(true);
    const { global } = await expectInterpreterAgrees(vgg19Tail(sizes), { features: features! });
    expect(global?.data.some((value) => value > 0.01)).toBe(true);
  });
});
