import path from "node:path";
import type { Graph } from "../../../src/graph/graph";
import type { Checkpoint } from "../../../src/model/checkpoints/checkpoint";
import { openCheckpoint } from "../../../src/model/checkpoints/open-checkpoint";
import type { RegionTextModel } from "../../../src/model/families/transformer/region-text-model";
import { readStored, storedBy } from "../../../src/model/families/transformer/stored-parameters";
import { runGraph } from "../graph/run-graph";
import { referenceArray } from "./reference";

interface PublisherFamily {
  describe(checkpoint: Checkpoint, directory: string): Promise<RegionTextModel>;
}

/** One tower's graph run on the checkpoint's own weights. */
export async function runTower(
  checkpoint: Checkpoint,
  { naming, ignore }: { naming: RegionTextModel["image"]["naming"]; ignore: RegExp },
  graph: Graph,
  inputs: Parameters<typeof runGraph>[1],
) {
  const others = { scalars: [], ignore: new RegExp(`${ignore.source}|.`) };
  const values = readStored(storedBy(naming, graph.parameters), checkpoint, others);
  return runGraph(graph, inputs, (name) => values.get(name)!);
}

/** A family's model of a directory, open until `use` has ended. */
export async function withModel<T>(
  { directory, file, family }: { directory: string; file: string; family: PublisherFamily },
  use: (model: RegionTextModel, checkpoint: Checkpoint) => Promise<T>,
): Promise<T> {
  const checkpoint = await openCheckpoint(path.join(directory, file));
  try {
    return await use(await family.describe(checkpoint, directory), checkpoint);
  } finally {
    await checkpoint.close();
  }
}

/** Pictures of a reference, as a tower takes them. */
export const picturesOf = (folder: string, name = "pixel_values") => {
  const { shape, data } = referenceArray(folder, name);
  return { image: { shape, data: data as Float32Array } };
};

/** `features` [N, E, h, w] as patches [N, P, E]. */
export function patchesOf(features: { shape: readonly number[]; data: Float32Array }): Float32Array {
  const [count, size, height, width] = features.shape as [number, number, number, number];
  const cells = height * width;
  return features.data
    .map((_, i) => {
      const [n, cell, column] = [Math.floor(i / (size * cells)), Math.floor(i / size) % cells, i % size];
      return features.data[(n * size + column) * cells + cell]!;
    })
    .subarray(0, count * cells * size);
}

/** The same texts, each without what follows its own tokens: of those with T tokens. */
export function textsByLength(folder: string, { causal, pooling }: { causal: boolean; pooling: string }) {
  const { shape, data } = referenceArray(folder, "input_ids");
  const width = shape[1]!;
  const texts = Array.from({ length: shape[0]! }, (_, row) => {
    const ids = Array.from(data.subarray(row * width, (row + 1) * width) as Int32Array);
    if (causal) return ids.slice(0, ids.indexOf(49_407) + 1); // up to the first end
    return pooling === "mean" ? ids.filter((id) => id !== 0) : ids;
  });
  const byLength = new Map<number, { ids: number[]; row: number }[]>();
  for (const [row, ids] of texts.entries()) {
    byLength.set(ids.length, [...(byLength.get(ids.length) ?? []), { ids, row }]);
  }
  return byLength;
}
