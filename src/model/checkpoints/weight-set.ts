import { RegionaryError } from "../../errors";
import type { Checkpoint, CheckpointTensor } from "./checkpoint";
import { renamed } from "./rename-tensors";

/** Tensors that a file keeps together, such as those under one key of a training's checkpoint. */
export interface WeightSet {
  /** The keys that lead to it, joined by dots; empty for a file that has tensors alone. */
  readonly key: string;
  readonly tensors: ReadonlyMap<string, CheckpointTensor>;
  /** Throws INVALID_CHECKPOINT where they cannot be read. */
  check(): void;
}

/** Which weights of a file are meant. */
export interface WeightsChoice {
  /** Whether a model can be made of tensors; without it, a file may hold one set only. */
  readonly fits?: (checkpoint: Pick<Checkpoint, "tensors">) => boolean;
  /** The key under which they are, where several fit. */
  readonly key?: string;
}

const USUAL_KEY = "state_dict";
/** "state_dict", then "model." and "module." before each name, and one more. */
const DEEPEST_PREFIX = 3;
const LISTED_AT_MOST = 10;

/**
 * The tensors of the set that is meant: the only one that fits, also behind a prefix of its names such as Lightning's
 * `model.`. Throws INVALID_INPUT where several fit and none is named, or none is of that name. Where none fits, those that are
 * most likely meant are given, for an error that says what they lack.
 */
export function chooseWeights(
  sets: readonly WeightSet[],
  { fits, key }: WeightsChoice,
): ReadonlyMap<string, CheckpointTensor> {
  const fitting = fits ? sets.flatMap((set) => fittingParts(set, fits, DEEPEST_PREFIX)) : sets;
  const meant =
    key === undefined ? fitting : fitting.filter((set) => set.key === key || set.key.startsWith(`${key}.`));
  const chosen = meant.find((set) => set.key === key) ?? (meant.length === 1 ? meant[0] : undefined);
  if (chosen) return checked(chosen);
  if (meant.length > 1) throw undecided(meant);
  if (key !== undefined) throw unknownKey(key, fitting.length > 0 ? fitting : sets);
  return checked(likeliest(sets));
}

function checked(set: WeightSet): WeightSet["tensors"] {
  set.check();
  return set.tensors;
}

function fittingParts(set: WeightSet, fits: NonNullable<WeightsChoice["fits"]>, depth: number): WeightSet[] {
  if (fits(set)) return [set];
  if (depth === 0) return [];
  const groups = new Map<string, CheckpointTensor[]>();
  for (const tensor of set.tensors.values()) {
    const dot = tensor.name.indexOf(".");
    if (dot < 1) continue;
    const prefix = tensor.name.slice(0, dot);
    const group = groups.get(prefix);
    if (group) group.push(tensor);
    else groups.set(prefix, [tensor]);
  }
  return [...groups].flatMap(([prefix, group]) => {
    const tensors = renamed(group, (name) => name.slice(prefix.length + 1));
    const key = set.key === "" ? prefix : `${set.key}.${prefix}`;
    return fittingParts({ key, tensors, check: set.check }, fits, depth - 1);
  });
}

function likeliest(sets: readonly WeightSet[]): WeightSet {
  const usual = sets.find(({ key }) => key === USUAL_KEY);
  return usual ?? sets.reduce((most, set) => (set.tensors.size > most.tensors.size ? set : most));
}

function undecided(sets: readonly WeightSet[]): RegionaryError {
  return new RegionaryError(
    "INVALID_INPUT",
    `The checkpoint has several sets of weights that fit: ${listed(sets)}. Say which with --weights KEY, such as --weights ${sets[0]!.key}, or save it alone.`,
  );
}

function unknownKey(key: string, sets: readonly WeightSet[]): RegionaryError {
  return new RegionaryError(
    "INVALID_INPUT",
    `The checkpoint has no weights that fit under the key ${JSON.stringify(key.slice(0, 100))}. It has: ${listed(sets)}.`,
  );
}

function listed(sets: readonly WeightSet[]): string {
  const named = sets
    .slice(0, LISTED_AT_MOST)
    .map(({ key, tensors }) => `${key || "(no key)"} (${tensors.size} tensors)`);
  return (
    named.join(", ") + (sets.length > LISTED_AT_MOST ? `, and ${sets.length - LISTED_AT_MOST} more` : "")
  );
}
