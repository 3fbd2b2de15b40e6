import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { readBackboneDescriptor } from "../../../src/model/packages/backbone-descriptor";
import { readHeadDescriptor } from "../../../src/model/packages/head-descriptor";
import { packageHash } from "../../../src/model/packages/package-hash";
import { randomTensor } from "../../helpers/random-tensors";
import { tinySizes, writeTinyModel } from "../../helpers/tiny-model";

describe("the packages of a tiny model", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "regionary-packages-"));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it("run from an image through body, tail, trunk and score to finite logits that differ between labels", async () => {
    const { backboneDirectory, headDirectory } = await writeTinyModel(directory);
    const backbone = await readBackboneDescriptor(backboneDirectory);
    const head = await readHeadDescriptor(headDirectory);
    expect(head.sizes).toEqual(tinySizes);

    const image = floats(randomTensor([2, 3, 32, 32], 7));
    const { features } = await runFile(backboneDirectory, backbone.body.file, { image });
    const { global } = await runFile(backboneDirectory, backbone.tail.file, { features: features! });
    const { regions } = await runFile(headDirectory, head.trunk, { features: features!, global: global! });
    const vectors = floats(randomTensor([5, 8], 8));
    const { classifiers } = await runFile(headDirectory, head.classifiers, { vectors });
    const { logits } = await runFile(headDirectory, head.score, {
      regions: regions!,
      classifiers: classifiers!,
    });
    const withMaps = await runFile(headDirectory, head.scoreMaps, {
      regions: regions!,
      classifiers: classifiers!,
    });

    expect(regions!.dims).toEqual([2, 16, 16]);
    expect(logits!.dims).toEqual([2, 5]);
    expect(withMaps.maps!.dims).toEqual([2, 16, 5]);
    const scores = [...(logits!.data as Float32Array)];
    expect(scores.every(Number.isFinite)).toBe(true);
    expect(new Set(scores).size).toBe(10);
    expect(withMaps.logits!.data).toEqual(logits!.data);
  });

  it("have the same hash wherever they are written", async () => {
    const first = await writeTinyModel(path.join(directory, "first"));
    const second = await writeTinyModel(path.join(directory, "second"));
    for (const name of ["backboneDirectory", "headDirectory"] as const) {
      expect(await packageHash(first[name])).toBe(await packageHash(second[name]));
    }
    expect(await packageHash(first.backboneDirectory)).not.toBe(await packageHash(first.headDirectory));
  });
});

async function runFile(directory: string, file: string, feeds: Record<string, Tensor>) {
  const session = await InferenceSession.create(path.join(directory, file), { intraOpNumThreads: 1 });
  const outputs = await session.run(feeds);
  await session.release();
  return outputs as Record<string, Tensor>;
}

function floats({ shape, data }: { shape: readonly number[]; data: Float32Array }): Tensor {
  return new Tensor("float32", data, shape);
}
