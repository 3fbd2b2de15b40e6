import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { readSourceLabels } from "../../../src/datasets/source-labels";
import type { EvaluationReport } from "../../../src/evaluation/report/report";
import { buildGraph } from "../../../src/graph/build-graph";
import { reshape } from "../../../src/graph/operators/arrangement/reshape";
import { relu } from "../../../src/graph/operators/elementwise/relu";
import { maxPool } from "../../../src/graph/operators/products/max-pool";
import { convolution, linear } from "../../../src/model/families/layers";
import { writeOnnxModel } from "../../../src/onnx/write/write-onnx-model";
import { parseNpy } from "../../../src/tensor/npy";
import { randomParameters } from "../../helpers/graph/random-tensors";
import { sourceOf } from "../../helpers/graph/run-graph";
import { tinyManifest } from "../../helpers/models/tiny-model";
import { describeWithShared, sharedPath } from "../../helpers/shared";
import { cliWorkplace } from "../workplace";

const folder = path.join(sharedPath, "reference", "features-h5");
const listOf = (set: string) => path.join(sharedPath, "vocabularies", `${set}.labels.tsv`);
const names = ["--names", path.join(folder, "test_img_names.pkl")];

describeWithShared(
  "reference/features-h5",
  "reference/model",
  "vocabularies",
)("the reference feature files, through the command line,", () => {
  const workplace = cliWorkplace();
  const own = (name: string) => path.join(workplace.directory, name);
  const run = async (...args: string[]) => {
    const result = await workplace.run(args);
    if (result.code !== 0) throw new Error(result.err);
    return result.out;
  };
  beforeAll(async () => {
    await writeBackbone(workplace.directory);
    await importModel();
    const glove = path.join(sharedPath, "vocabularies", "glove-300d-subset.txt");
    await run("vectors", "import", glove, "--name", "glove");
  }, 60_000);

  const importModel = async (...space: string[]) => {
    const head = path.join(sharedPath, "reference", "model", "weights.zip.pth");
    const backbone = ["--backbone", own("flat.onnx"), "--manifest", own("flat.json")];
    const model = ["--name", "reference", "--head", head, "--heads", "4", ...backbone, ...space];
    await run("models", "import", ...model, "--activate");
  };

  const evaluated = async (file: string, set: string, vectors: string, ...options: string[]) => {
    const importing = [path.join(folder, file), "--labels", listOf(set), "--vectors", vectors, ...options];
    const name = `${file} ${options.length}`;
    const imported = await run("benchmarks", "import", "hdf5", "--name", name, ...importing);
    const report = await run("evaluate", name, "--resamples", "0", "--json");
    return { imported, report: JSON.parse(report) as EvaluationReport };
  };

  test.each([
    ["nus_wide_test.h5", "labels_1006", [...names], 20],
    ["nus_wide_test.h5", "labels_81", [...names, "--section", "unseen"], 20],
    ["nus_wide_test_libver_latest_nogzip.h5", "labels_1006", [], 4],
    ["variant_512x14x14.h5", "labels_1006", [], 4],
  ])("%s has in its report as many labels as %s.npy", async (file, array, options, images) => {
    const { imported, report } = await evaluated(file, "nus-wide", "glove", ...options);
    const { shape, data } = parseNpy(readFileSync(path.join(folder, `${array}.npy`)));
    const classes = shape[1]!;
    expect(imported).toContain(`${images} images, ${classes} labels`);
    const seen = classes - 81;
    expect(report).toMatchObject({ images, seenClasses: seen, unseenClasses: 81 });
    // The arrays are in the order of the names in the manifest, of which the small files have the first four.
    const count = (label: number, value: number) =>
      Array.from({ length: images }, (_, image) => data[image * classes + label]).filter((of) => of === value)
        .length;
    const [widest] = [...report.sections].sort((a, b) => b.perClass.length - a.perClass.length);
    expect(widest!.perClass).toHaveLength(classes);
    for (const { class: label, support, annotated } of widest!.perClass) {
      expect([label, support, annotated]).toEqual([
        label,
        count(label, 1),
        count(label, 1) + count(label, -1),
      ]);
    }
  });

  test("openimages_test.h5 is evaluated once it is told which 400 of its unseen labels count", async () => {
    const listed = await readSourceLabels(listOf("open-images"));
    const lines = new Set(listed.map(({ name }) => name.toLowerCase().replaceAll(" ", "_")));
    const words = [...lines].map((word, row) => [word, ...numbers(row)].join(" "));
    await writeFile(own("words.txt"), `${words.join("\n")}\n`);
    await run("vectors", "import", own("words.txt"), "--name", "words");
    await importModel("--space", "words"); // the first is bound to "glove" by now

    const file = path.join(folder, "openimages_test.h5");
    const importing = [file, "--labels", listOf("open-images"), "--vectors", "words", "--name", "untold"];
    const { code, err } = await workplace.run(["benchmarks", "import", "hdf5", ...importing]);
    expect(code).toBe(1);
    expect(err).toContain("top_400_unseen.csv");

    await writeFile(own("every-sixth.csv"), Array.from({ length: 400 }, (_, at) => `${6 * at}\n`).join(""));
    const told = ["--unseen-positions", own("every-sixth.csv")];
    const { imported, report } = await evaluated("openimages_test.h5", "open-images", "words", ...told);
    expect(imported).toContain("20 images, 7586 labels");
    expect(report).toMatchObject({ images: 20, seenClasses: 7186, unseenClasses: 400 });
  }, 60_000);
});

/** A backbone of VGG19's shapes that is small: image [N, 3, 224, 224] -> features [N, 512, 14, 14], global [N, 4096]. */
async function writeBackbone(directory: string): Promise<void> {
  const g = buildGraph("flat");
  let value = g.input("image", ["N", 3, 224, 224]);
  let from = 3;
  for (const [index, to] of [2, 2, 2, 512].entries()) {
    const pooled = g.apply(maxPool, [value], { kernel_shape: [2, 2], strides: [2, 2] });
    const mapped = convolution(g, pooled, `conv${index}`, { from, to, kernel: 1 });
    value = g.apply(relu, [mapped], {}, index === 3 ? "features" : undefined);
    from = to;
  }
  const highest = g.apply(maxPool, [value], { kernel_shape: [14, 14], strides: [14, 14] });
  const flat = g.apply(reshape, [highest], { shape: [0, 512] });
  const scene = linear(g, flat, "linear", { from: 512, to: 4096 });
  const graph = g.build([value, g.apply(relu, [scene], {}, "global")]);
  const weights = randomParameters(graph, 1);
  const readParameter = (name: string) => sourceOf(weights.get(name)!);
  await writeOnnxModel({ graph, directory, stem: "flat", readParameter });
  const input = { ...tinyManifest.input, width: 224, height: 224 };
  await writeFile(path.join(directory, "flat.json"), JSON.stringify({ ...tinyManifest, input }));
}

/** 300 numbers, other ones for each row. */
function numbers(row: number): number[] {
  return Array.from({ length: 300 }, (_, place) => 1 + ((row * (place + 7)) % 97));
}
