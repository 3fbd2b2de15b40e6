import path from "node:path";
import { describeBiam } from "../../../src/model/families/biam/describe-biam";
import { packageHash } from "../../../src/model/packages/package-hash";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { randomTensor } from "../../helpers/graph/random-tensors";
import type { Tensor32 } from "../../helpers/graph/run-graph";
import { tinySizes, writeTinyModel } from "../../helpers/models/tiny-model";
import { runOnnxFile } from "../../helpers/onnx/run-onnx-file";

describe("the packages of a tiny model", () => {
  const directory = directoryPerTest();

  it("lead from an image through body, tail, trunk and score to finite logits that differ between labels", async () => {
    const { backboneDirectory, headDirectory, head } = await writeTinyModel(directory());
    expect(head).toEqual(describeBiam(tinySizes));

    const image = randomTensor([2, 3, 32, 32], 7);
    const { features } = await runFile(backboneDirectory, "body.onnx", { image });
    const { global } = await runFile(backboneDirectory, "tail.onnx", { features: features! });
    const { regions } = await runFile(headDirectory, "trunk.onnx", { features: features!, global: global! });
    const vectors = randomTensor([5, 8], 8);
    const { classifiers } = await runFile(headDirectory, "classifiers.onnx", { vectors });
    const { logits } = await runFile(headDirectory, "score.onnx", {
      regions: regions!,
      classifiers: classifiers!,
    });
    const withMaps = await runFile(headDirectory, "score-maps.onnx", {
      regions: regions!,
      classifiers: classifiers!,
    });

    expect(regions!.shape).toEqual([2, 16, 16]);
    expect(logits!.shape).toEqual([2, 5]);
    expect(withMaps.maps!.shape).toEqual([2, 16, 5]);
    const scores = [...logits!.data];
    expect(scores.every(Number.isFinite)).toBe(true);
    expect(new Set(scores).size).toBe(10);
    expect(withMaps.logits!.data).toEqual(logits!.data);
  });

  it("have the same hash wherever they are written", async () => {
    const first = await writeTinyModel(path.join(directory(), "first"));
    const second = await writeTinyModel(path.join(directory(), "second"));
    for (const name of ["backboneDirectory", "headDirectory"] as const) {
      expect(await packageHash(first[name])).toBe(await packageHash(second[name]));
    }
    expect(await packageHash(first.backboneDirectory)).not.toBe(await packageHash(first.headDirectory));
  });
});

function runFile(directory: string, file: string, inputs: Record<string, Tensor32>) {
  return runOnnxFile(path.join(directory, file), inputs);
}
