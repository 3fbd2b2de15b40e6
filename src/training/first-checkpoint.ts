import { initialParameters } from "../model/families/initial-parameters";
import { elementCount } from "../tensor/shape";
import { mixedBits, mixedKey } from "./mixed-bits";
import type { TrainingCheckpoint } from "./training-checkpoint";
import type { TrainingGraphs } from "./training-graphs";

/** Where a training from scratch begins; the seed decides the first weights and everything drawn later. */
export function firstCheckpoint(graphs: TrainingGraphs, seed: number): TrainingCheckpoint {
  const key = mixedKey(seed);
  const random = (n: number) => mixedBits(key + Math.imul(n, 0x9e3779b1)) / 2 ** 32;
  const weights = Object.fromEntries(initialParameters(graphs.parameters, random));
  return {
    position: { seed, phase: "search", step: 0, validations: [] },
    state: withFreshSums(graphs, weights),
    best: null,
  };
}

/** The whole state around some weights: Adam starts over. */
export function withFreshSums(
  { state }: TrainingGraphs,
  weights: TrainingCheckpoint["state"],
): TrainingCheckpoint["state"] {
  return Object.fromEntries(
    state.map(({ name, shape }) => [name, weights[name] ?? new Float32Array(elementCount(shape))]),
  );
}
