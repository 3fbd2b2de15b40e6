import path from "node:path";
import type { Graph } from "../../../../src/graph/graph";
import { withOutputs } from "../../../../src/graph/graph";
import { openCheckpoint } from "../../../../src/model/checkpoints/open-checkpoint";
import { clipFamily } from "../../../../src/model/families/clip/clip-family";
import { siglipFamily } from "../../../../src/model/families/siglip/siglip-family";
import { tipsFamily } from "../../../../src/model/families/tips/tips-family";
import { READINGS, type Reading } from "../../../../src/model/families/transformer/graphs/dense-reading";
import { imageTower } from "../../../../src/model/families/transformer/graphs/image-tower";
import { textTower } from "../../../../src/model/families/transformer/graphs/text-tower";
import { interpolatedPositions } from "../../../../src/model/families/transformer/interpolate-positions";
import { readStored, storedBy } from "../../../../src/model/families/transformer/stored-parameters";
import { readValues } from "../../../../src/tensor/read-values";
import { runGraph } from "../../../helpers/graph/run-graph";
import { expectReference, referenceArray, referencePath } from "../../../helpers/region-text/reference";
import {
  patchesOf,
  picturesOf,
  runTower,
  textsByLength,
  withModel,
  withTower,
} from "../../../helpers/region-text/run-tower";
import { describeWithShared } from "../../../helpers/shared";

const cases = [
  { folder: "clip", file: "model.safetensors", family: clipFamily, prefix: 1 },
  { folder: "clip", file: "open_clip_model.safetensors", family: clipFamily, prefix: 1 },
  { folder: "siglip", file: "model.safetensors", family: siglipFamily, prefix: 0 },
  { folder: "siglip/siglip2", file: "model.safetensors", family: siglipFamily, prefix: 0 },
  { folder: "tips", file: "", family: tipsFamily, prefix: 2 },
] as const;

const directoryOf = (folder: string) => path.join(referencePath, folder);

const readings: [folder: string, file: string, readings: Reading[]][] = [
  ["clip", "model.safetensors", [...READINGS]],
  [
    "siglip",
    "model.safetensors",
    ["vanilla", "values_reduced", "values_residual_mlp", "naclip_reduced", "naclip_residual_mlp"],
  ],
  [
    "siglip/siglip2",
    "model.safetensors",
    ["vanilla", "values_reduced", "values_residual_mlp", "naclip_reduced", "naclip_residual_mlp"],
  ],
  ["tips", "", ["vanilla", "values_reduced", "values_residual_mlp", "naclip_residual_mlp"]],
];

describeWithShared("reference/region-text")("a tower has its publisher's values", () => {
  it.each(cases)("on the way to the whole picture: $folder/$file", ({ folder, file, family }) =>
    withModel({ directory: directoryOf(folder), file, family }, async ({ image, ignore }, checkpoint) => {
      const blocks = Array.from({ length: image.sizes.layers }, (_, i) => `block${i}`);
      const names = ["embeddings", ...(image.sizes.preNorm ? ["pre_norm"] : []), ...blocks, "global"];
      const graph = withOutputs(imageTower(image.sizes, "vanilla"), names);
      const values = await runTower(checkpoint, { ...image, ignore }, graph, picturesOf(folder));
      const stored: Record<string, string> = { pre_norm: "v_pre_layernorm", global: "image_embeds" };
      for (const name of names) expectReference(folder, stored[name] ?? `v_${name}`, values[name]!.data);
    }),
  );

  it.each(readings)("in its patches by every way to read them: %s/%s", (folder, file, names) => {
    const { family } = cases.find((one) => one.folder === folder)!;
    return withModel(
      { directory: directoryOf(folder), file, family },
      async ({ image, ignore }, checkpoint) => {
        for (const reading of names) {
          const graph = imageTower(image.sizes, reading);
          const { features, global } = await runTower(
            checkpoint,
            { ...image, ignore },
            graph,
            picturesOf(folder),
          );
          expectReference(folder, `patches_${reading}`, patchesOf(features!));
          expectReference(folder, "image_embeds", global!.data);
        }
      },
    );
  });

  it.each(cases)("of texts: $folder/$file", ({ folder, file, family }) =>
    withModel({ directory: directoryOf(folder), file, family }, async ({ text, ignore }, checkpoint) => {
      const names = text.sizes.head === "none" ? ["text"] : ["embedded", "text"];
      const graph = withOutputs(textTower(text.sizes), ["embeddings", "block0", "block1", ...names]);
      const { size, width } = text.sizes;
      const rows = referenceArray(folder, "input_ids").shape[0]!;
      const all: Record<string, Float32Array> = Object.fromEntries(
        names.map((name) => [name, new Float32Array(rows * size)]),
      );
      await withTower(checkpoint, { ...text, ignore }, graph, async (run) => {
        for (const [length, texts] of textsByLength(folder, text.sizes)) {
          const ids = BigInt64Array.from(
            texts.flatMap(({ ids }) => ids),
            BigInt,
          );
          const inputs = {
            ids: { shape: [texts.length, length], data: ids },
            positions: { shape: [length], data: BigInt64Array.from({ length }, (_, i) => BigInt(i)) },
          };
          const values = await run(inputs);
          for (const [i, { row }] of texts.entries()) {
            for (const name of names)
              all[name]!.set(values[name]!.data.subarray(i * size, (i + 1) * size), row * size);
            const longest = referenceArray(folder, "t_block0").shape[1]!;
            if (row >= 4) continue; // the reference has the ways of the first four
            for (const name of ["embeddings", "block0", "block1"]) {
              const own = values[name]!.data.subarray(i * length * width, (i + 1) * length * width);
              const isOwn = (at: number) => Math.floor(at / longest) === row && at % longest < length;
              expectReference(folder, `t_${name}`, own, { rows: isOwn });
            }
          }
        }
      });
      if (all.embedded) expectReference(folder, "text_embeds", all.embedded);
      expectReference(folder, "text_embeds_normalised", all.text!);
    }),
  );

  it("with the hidden layer of two halves: tips_swiglu_vision.npz", async () => {
    const checkpoint = await openCheckpoint(path.join(referencePath, "tips/tips_swiglu_vision.npz"));
    const named = new Map(
      [...checkpoint.tensors].map(([name, tensor]) => [`vision_encoder.${name}`, tensor]),
    );
    const both = { ...checkpoint, tensors: named };
    const { image, ignore } = await tipsFamily.describe(both, path.join(referencePath, "tips"));
    for (const reading of ["vanilla", "values_residual_mlp"] as const) {
      const graph = imageTower(image.sizes, reading);
      const { features, global } = await runTower(both, { ...image, ignore }, graph, picturesOf("tips"));
      expectReference("tips", `swiglu_patches_${reading}`, patchesOf(features!));
      expectReference("tips", "swiglu_image_embeds", global!.data);
    }
    await checkpoint.close();
  });

  it("with the other GELU, and not with the wrong one", () =>
    withModel(
      { ...cases[0], directory: directoryOf(cases[0].folder) },
      async ({ image, ignore }, checkpoint) => {
        const global = async (activation: "gelu" | "quick_gelu") => {
          const graph = imageTower({ ...image.sizes, activation }, "naclip_reduced");
          return runTower(checkpoint, { ...image, ignore }, graph, picturesOf("clip"));
        };
        const right = await global("gelu");
        expectReference("clip", "gelu_image_embeds", right.global!.data);
        const wrong = await global("quick_gelu");
        expect(() => expectReference("clip", "gelu_image_embeds", wrong.global!.data)).toThrow("differs by");
      },
    ));

  it.each([
    ["clip", "model.safetensors", { image: 1e-5, text: 1e-5 }],
    ["siglip", "model.safetensors", { image: 1e-6, text: 1e-6 }],
    ["tips", "", { image: 1e-6, text: 1e-5 }],
  ])("with the epsilons of its norms, which are too small to show: %s", (folder, file, epsilon) => {
    const { family } = cases.find((one) => one.folder === folder)!;
    return withModel({ directory: directoryOf(folder), file, family }, async ({ image, text }) => {
      const epsilons = (graph: Graph) => [
        ...new Set(
          graph.nodes.flatMap(({ attributes }) => ("epsilon" in attributes ? [attributes.epsilon] : [])),
        ),
      ];
      expect(epsilons(imageTower(image.sizes, "vanilla"))).toEqual([epsilon.image]);
      expect(epsilons(textTower(text.sizes))).toEqual([epsilon.text]);
    });
  });
});

describeWithShared("reference/region-text/posembed")("positions on another grid are the publisher's", () => {
  const grids = { "10x10": { height: 10, width: 10 }, "5x9": { height: 5, width: 9 } };
  const grown = [
    {
      folder: "clip",
      rules: ["bicubic_size", "bicubic_tenth", "bicubic_antialias"],
      reading: "naclip_reduced",
    },
    { folder: "siglip", rules: ["bicubic_size", "bicubic_tenth", "bicubic_antialias"], reading: "vanilla" },
    { folder: "tips", rules: ["bilinear_antialias"], reading: "values_residual_mlp" },
  ] as const;

  it.each(grown)("by every rule, and so are regions and the whole: $folder", ({ folder, rules, reading }) => {
    const { file, family } = cases.find((one) => one.folder === folder)!;
    return withModel(
      { directory: directoryOf(folder), file, family },
      async ({ image, ignore }, checkpoint) => {
        const native = imageTower(image.sizes, reading);
        const others = { scalars: [], ignore: new RegExp(`${ignore.source}|.`) };
        const stored = readStored(storedBy(image.naming, native.parameters), checkpoint, others);
        for (const rule of rules) {
          for (const [name, to] of Object.entries(grids)) {
            const positions = interpolatedPositions(stored.get("position_embedding")!, {
              from: image.sizes.grid,
              to,
              rule,
            });
            expectReference("posembed", `${folder}__${rule}__${name}`, await readValues(positions), {
              least: 1e-6,
            });
            if (rule === "bicubic_antialias" || (folder === "siglip" && rule !== "bicubic_size")) continue;
            const { patch, grid } = image.sizes;
            const sizes = {
              ...image.sizes,
              grid: { ...grid, ...to },
              pictureHeight: to.height * patch,
              pictureWidth: to.width * patch,
            };
            const pixels = picturesOf("posembed", `${folder}__pixel_values__${name}`);
            const values = await runGraph(imageTower(sizes, reading), pixels, (parameter) =>
              parameter === "position_embedding" ? positions : stored.get(parameter)!,
            );
            expectReference("posembed", `${folder}__${rule}__${name}__image_embeds`, values.global!.data);
            expectReference(
              "posembed",
              `${folder}__${rule}__${name}__patches_${reading}`,
              patchesOf(values.features!),
            );
          }
        }
      },
    );
  });
});
