import os from "node:os";
import path from "node:path";
import type { ModelPart, Stage } from "../../model/description";
import type { PictureInput } from "../../pictures/picture-input";
import { createSessionShelf } from "../sessions/session-shelf";
import { type ChainInput, inOnePart } from "../stages/chain-input";
import { createChainMemory, runStagesToFloats } from "../stages/run-stages";
import { scoreModelOf } from "../stages/score-model";
import { makeClassifiers, padded, scoreRegions } from "../stages/score-regions";

/** A model's graphs on the CPU and on the calling thread, which they block: for checks, not for serving. */
export interface GraphsHere {
  /** One value that the stages make of what is given, in memory of its own. */
  value(stages: readonly Stage[], input: ChainInput, wanted: string): Promise<Float32Array>;
  /** Several such values, by name. */
  values(
    stages: readonly Stage[],
    input: ChainInput,
    wanted: readonly string[],
  ): Promise<Record<string, Float32Array>>;
  /** The classifiers [C', R] of labels from their vectors [C, W], as `score` takes them. */
  classifiers(vectors: Float32Array, labels: number): Promise<Float32Array>;
  /** The logits [N, C] of regions [N, P, R]. */
  score(
    regions: Float32Array,
    count: number,
    classifiers: Float32Array,
    labels: number,
  ): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Opens the graphs of a model, whose files are in `directory`, when they are first needed. */
export function openHere(
  { picture, ...model }: Pick<ModelPart, "grid" | "labels" | "score"> & { readonly picture?: PictureInput },
  directory: string,
): GraphsHere {
  const shelf = createSessionShelf(1);
  const scored = scoreModelOf("checked", model, directory, os.availableParallelism());
  const open = (file: string) => shelf.get(scored, path.resolve(directory, file));
  const { runtime } = scored;
  const values: GraphsHere["values"] = (stages, input, wanted) => {
    const chain = {
      stages,
      runtime,
      maxBatch: 1,
      picture: picture ?? null,
      open: (stage: Stage) => open(stage.file),
    };
    return runStagesToFloats(chain, inOnePart(input), wanted, createChainMemory());
  };
  return {
    value: async (stages, input, wanted) => (await values(stages, input, [wanted]))[wanted]!,
    values,
    classifiers: async (vectors, labels) =>
      padded(scored, await makeClassifiers(scored, open, vectors, labels), labels),
    score: (regions, count, classifiers, labels) =>
      scoreRegions(scored, open, regions, count, classifiers, labels),
    close: () => shelf.dropAll(),
  };
}
