import { readdir, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { biamClassifiers, biamScore, biamTrunk } from "../../../src/model/families/biam/biam";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { encodeNpy } from "../../helpers/files/encode-npy";
import { inDoubles, interpret, type Tensor64, tensor64 } from "../../helpers/graph/interpreter";
import { randomParameters, randomTensor } from "../../helpers/graph/random-tensors";
import type { Tensor32 } from "../../helpers/graph/run-graph";
import { tinySizes, tinyWords, tinyWordVectors, writeTinyModelFiles } from "../../helpers/models/tiny-model";
import { describeWithShared, sharedPath } from "../../helpers/shared";
import { runCli } from "../run-cli";

const IMAGES = 11; // more than are run at once
/** As in the file; "Traffic Light" is in the word vectors as "traffic-light". */
const LISTED = ["cat unseen", "horse seen", "Traffic Light unseen", "dog seen"];
const IN_ORDER = ["horse", "dog", "cat", "traffic-light"];

const features = randomTensor([IMAGES, 8, 4, 4], 7);
const global = randomTensor([IMAGES, 16], 8);
/** The tiny head's logits [N, 4] by the float64 interpreter. */
const logits = tinyLogits();

describe("regionary models verify", () => {
  const directory = directoryPerTest();
  const verify = async (expected: Tensor32, tolerance: string, featureShape = features.shape) => {
    const file = (name: string) => path.join(directory(), name);
    const { checkpointPath, heads } = await writeTinyModelFiles(file("model"));
    await writeFile(file("features.npy"), encodeNpy(featureShape, features.data));
    await writeFile(file("global.npy"), encodeNpy(global.shape, global.data));
    await writeFile(file("labels.tsv"), LISTED.join("\n").replace(/ (?=\w+$)/gm, "\t"));
    await writeFile(file("expected.npy"), encodeNpy(expected.shape, expected.data));
    return runCli([
      ...["models", "verify", "--head", checkpointPath, "--heads", String(heads)],
      ...["--features", file("features.npy"), "--global", file("global.npy")],
      ...["--vectors", await tinyWordVectors(directory()), "--labels", file("labels.tsv")],
      ...["--expect", file("expected.npy"), "--tolerance", tolerance],
    ]);
  };

  test("exits with 0 within the tolerance, given the seen labels first and then the unseen ones", async () => {
    const { code, out, err } = await verify(logits, "1e-5");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^11 images x 4 labels \(the seen ones first\)\n/);
    expect(out).toMatch(/\nVector space: words:[0-9a-f]{64}\n/);
    expect(out).toContain("1 labels take the vector of a variant or the mean of their words: Traffic Light");
    expect(out).toMatch(/\nLargest difference: \d\.\d{3}e-\d/);
    expect((await readdir(os.tmpdir())).filter((name) => name.includes(`-${process.pid}-`))).toEqual([]);
  });

  test("exits with 1 over the tolerance and says where the difference is largest", async () => {
    const wrong = logits.data.slice();
    wrong[4 * 9 + 1] = (wrong[4 * 9 + 1] ?? 0) + 0.5;
    const { code, out, err } = await verify({ ...logits, data: wrong }, "0.1");
    expect(code).toBe(1);
    expect(out).toMatch(/Largest difference: (5\.000e-1|4\.999e-1) \(image 10, "dog": /);
    expect(err).toMatch(/^Over the tolerance of 0\.1\. /);
  });

  test("treats a NaN among the expected logits as over any tolerance", async () => {
    const { code, out } = await verify(
      { ...logits, data: logits.data.slice().fill(Number.NaN, 2, 3) },
      "1e9",
    );
    expect(code).toBe(1);
    expect(out).toContain('Largest difference: Infinity (image 1, "cat"');
  });

  test("takes columns as those of the unseen labels if there are as many, and says so", async () => {
    const data = logits.data.filter((_, index) => index % 4 >= 2);
    const { code, out } = await verify({ shape: [IMAGES, 2], data }, "1e-5");
    expect(code).toBe(0);
    expect(out).toContain("11 images x 2 labels (the unseen ones alone, as many as --expect has columns)");
  });

  test("takes positions in one row as a square grid", async () => {
    expect(await verify(logits, "1e-5", [IMAGES, 8, 16])).toMatchObject({ code: 0 });
  });

  test("refuses arrays that do not match, with their shapes", async () => {
    const otherCount = await verify(randomTensor([IMAGES + 1, 4], 1), "1");
    expect(otherCount).toMatchObject({ code: 1, out: "" });
    expect(otherCount.err).toContain("got [11, 8, 4, 4], [11, 16] and [12, 4]");
    const otherColumns = await verify(randomTensor([IMAGES, 3], 1), "1");
    expect(otherColumns.err).toMatch(/each of the 4 labels, .* each of the 2 unseen ones; got 3 columns/);
    const notSquare = await verify(logits, "1", [IMAGES, 16, 8]);
    expect(notSquare.err).toContain("do not form a square grid");
    const otherChannels = await verify(logits, "1", [IMAGES, 32, 2, 2]);
    expect(otherChannels.err).toContain(
      "conv_3X3.body.weight (expected float32 [8, 32, 3, 3], found float32 [8, 8, 3, 3])",
    );
  });
});

describeWithShared(
  "reference/model",
  "reference/model-256-8",
  "vocabularies",
)("regionary models verify, on the reference models", () => {
  const verify = (model: string, weights: string, heads: number, expected: string) => {
    const file = (name: string) => path.join(sharedPath, "reference", model, name);
    const vocabulary = (name: string) => path.join(sharedPath, "vocabularies", name);
    return runCli([
      ...["models", "verify", "--head", file(weights), "--heads", String(heads)],
      ...["--features", file("features.npy"), "--global", file("fc7.npy")],
      ...["--vectors", vocabulary("glove-300d-subset.txt"), "--labels", vocabulary("nus-wide.labels.tsv")],
      ...["--expect", file(expected), "--tolerance", "1e-4"],
    ]);
  };

  test.each([
    ["model", "weights.wrapped-module.zip.pth", 4, "logits_1006_f64.npy"],
    ["model", "weights.legacy.pth", 4, "logits_81_f64.npy"],
    ["model-256-8", "weights.legacy.pth", 8, "logits_1006_f64.npy"],
    ["model-256-8", "weights.legacy.pth", 8, "logits_81_f64.npy"],
  ] as const)("%s, %s with %i heads is within 1e-4 of %s", async (model, weights, heads, expected) => {
    const { code, out } = await verify(model, weights, heads, expected);
    expect(out).toContain("Within the tolerance");
    expect(code).toBe(0);
  });

  test("detects a wrong number of heads", async () => {
    expect(await verify("model", "weights.zip.pth", 8, "logits_1006_f64.npy")).toMatchObject({ code: 1 });
  });
});

function tinyLogits(): Tensor32 {
  const trunk = biamTrunk(tinySizes);
  const classifiers = biamClassifiers(tinySizes);
  const doubles = (tensors: Map<string, Tensor32>) => new Map(inDoubles(tensors));
  const vectorOf = new Map(tinyWords().map(({ word, vector }) => [word, vector]));
  const vectors = IN_ORDER.flatMap((word) => [...(vectorOf.get(word) ?? [])]);
  const inputs = Object.fromEntries(inDoubles(Object.entries({ features, global })));
  const regions = interpret(trunk, inputs, doubles(randomParameters(trunk, 2))).get("regions") as Tensor64;
  const rows = interpret(
    classifiers,
    { vectors: tensor64([IN_ORDER.length, tinySizes.wordSize], vectors) },
    doubles(randomParameters(classifiers, 3)),
  ).get("classifiers") as Tensor64;
  const score = biamScore(tinySizes, { maps: false });
  const { shape, data } = interpret(score, { regions, classifiers: rows }, new Map()).get(
    "logits",
  ) as Tensor64;
  return { shape, data: Float32Array.from(data) };
}
