import path from "node:path";
import type { Graph } from "../../../../src/graph/graph";
import { withOutputs } from "../../../../src/graph/graph";
import type { Checkpoint } from "../../../../src/model/checkpoints/checkpoint";
import { openCheckpoint } from "../../../../src/model/checkpoints/open-checkpoint";
import { clipFamily } from "../../../../src/model/families/clip/clip-family";
import { siglipFamily } from "../../../../src/model/families/siglip/siglip-family";
import { tipsFamily } from "../../../../src/model/families/tips/tips-family";
import type { Reading } from "../../../../src/model/families/transformer/dense-reading";
import { imageTower } from "../../../../src/model/families/transformer/image-tower";
import { readStored, storedBy } from "../../../../src/model/families/transformer/stored-parameters";
import { textTower } from "../../../../src/model/families/transformer/text-tower";
import { runGraph } from "../../../helpers/graph/run-graph";
import { expectReference, referenceArray, referencePath } from "../../../helpers/region-text/reference";
import { describeWithShared } from "../../../helpers/shared";

type Described = Awaited<ReturnType<typeof clipFamily.describe>>;

/** One tower's graph run on the checkpoint's own weights. */
async function run(
  checkpoint: Checkpoint,
  { naming, ignore }: { naming: Described["image"]["naming"]; ignore: RegExp },
  graph: Graph,
  inputs: Parameters<typeof runGraph>[1],
) {
  const others = new RegExp(`${ignore.source}|.`);
  const values = readStored(storedBy(naming, graph.parameters), checkpoint, others);
  return runGraph(graph, inputs, (name) => values.get(name)!);
}

const cases = [
  { folder: "clip", file: "model.safetensors", family: clipFamily, prefix: 1 },
  { folder: "clip", file: "open_clip_model.safetensors", family: clipFamily, prefix: 1 },
  { folder: "siglip", file: "model.safetensors", family: siglipFamily, prefix: 0 },
  { folder: "siglip/siglip2", file: "model.safetensors", family: siglipFamily, prefix: 0 },
  { folder: "tips", file: "", family: tipsFamily, prefix: 2 },
] as const;

describeWithShared("reference/region-text")("a tower has the publisher's values", () => {
  it.each(cases)("in its image: $folder/$file", async ({ folder, file, family }) => {
    const directory = path.join(referencePath, folder);
    const checkpoint = await openCheckpoint(path.join(directory, file));
    const { image, ignore } = await family.describe(checkpoint, directory);
    const { shape, data } = referenceArray(folder, "pixel_values");
    const inputs = { image: { shape, data: data as Float32Array } };
    const blocks = Array.from({ length: image.sizes.layers }, (_, i) => `block${i}`);
    const names = ["embeddings", ...(image.sizes.preNorm ? ["pre_norm"] : []), ...blocks, "global"];
    const graph = withOutputs(imageTower(image.sizes, "vanilla"), names);
    const values = await run(checkpoint, { ...image, ignore }, graph, inputs);
    const stored: Record<string, string> = { pre_norm: "v_pre_layernorm", global: "image_embeds" };
    for (const name of names) expectReference(folder, stored[name] ?? `v_${name}`, values[name]!.data);
    await checkpoint.close();
  });
});
