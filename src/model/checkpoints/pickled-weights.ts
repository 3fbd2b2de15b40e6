import type { RangedFile } from "../../files/ranged-file";
import { InertObject } from "../../pickle/inert-object";
import { elementCount } from "../../tensor/shape";
import type { CheckpointTensor } from "./checkpoint";
import { ELEMENT_BYTES } from "./element-type";
import { invalid } from "./invalid-checkpoint";
import { storedTensor } from "./stored-tensor";
import { strideSpan } from "./strides";
import { TensorReference } from "./torch-pickle";
import type { WeightSet } from "./weight-set";

/** `callbacks`, a callback, its state, its weights. */
const DEEPEST_KEY = 4;
/** What trainings keep beside the weights: moments of the optimizer, states of random numbers. */
const NO_WEIGHTS = /optim|sched|scaler|rng|^amp$/i;
/** Where modules keep what is no parameter; PyTorch gives it any form. */
const EXTRA_STATE = /(?:^|\.)_extra_state$/;

/**
 * The sets of weights of a pickled checkpoint: a plain state dict, or those under any key of a dictionary of other things
 * (epoch, optimizer, settings), which are passed over. `storageStarts` says at which byte of the file each storage begins.
 * INVALID_CHECKPOINT where there is no tensor.
 */
export function pickledWeights(
  root: unknown,
  storageStarts: ReadonlyMap<string, number>,
  file: RangedFile,
): WeightSet[] {
  const found = dictionariesOfTensors(root, [], new Set());
  const [top] = found;
  // Beside whole state dicts, single tensors at the top are counters and states.
  const below = found.filter(({ key }) => key !== "");
  const most = Math.max(0, ...below.map(({ references }) => references.size));
  const meant = top?.key === "" && top.references.size < most ? below : found;
  if (meant.length > 0) return meant.map((dictionary) => weightSet(dictionary, storageStarts, file));
  const others = inertNames(root);
  const among = others.length > 0 ? ` among ${others.slice(0, 3).join(", ")}` : "";
  throw invalid(
    `expected a dictionary of named tensors, or one under a key such as state_dict, and found no tensor${among}; nothing was run. ` +
      "Save model.state_dict() rather than the model",
  );
}

interface Dictionary {
  readonly key: string;
  readonly references: ReadonlyMap<string, TensorReference>;
  /** What is among the tensors and cannot be understood: its name and what it is. */
  readonly unknown: readonly (readonly [name: string, object: InertObject])[];
}

function dictionariesOfTensors(value: unknown, keys: readonly string[], seen: Set<unknown>): Dictionary[] {
  if (!(value instanceof Map) || seen.has(value) || keys.length > DEEPEST_KEY) return [];
  seen.add(value);
  const entries = [...value].filter((entry): entry is [string, unknown] => typeof entry[0] === "string");
  const references = new Map(
    entries.filter((entry): entry is [string, TensorReference] => entry[1] instanceof TensorReference),
  );
  const unknown = entries.filter(
    (entry): entry is [string, InertObject] => entry[1] instanceof InertObject && !EXTRA_STATE.test(entry[0]),
  );
  const own = references.size > 0 ? [{ key: keys.join("."), references, unknown }] : [];
  const below = entries.flatMap(([key, part]) =>
    NO_WEIGHTS.test(key) ? [] : dictionariesOfTensors(part, [...keys, key], seen),
  );
  return [...own, ...below];
}

function weightSet(
  { key, references, unknown }: Dictionary,
  storageStarts: ReadonlyMap<string, number>,
  file: RangedFile,
): WeightSet {
  const tensors = new Map<string, CheckpointTensor>();
  for (const [name, { storage, offset, shape, strides }] of references) {
    const first = storage.viewOffset + offset;
    const byteOffset = (storageStarts.get(storage.key) ?? 0) + first * ELEMENT_BYTES[storage.dtype];
    tensors.set(name, storedTensor(file, { name, dtype: storage.dtype, shape, strides, byteOffset }));
  }
  const check = () => {
    const [other] = unknown;
    if (other)
      throw invalid(
        `its pickle asks for ${JSON.stringify(other[1].name)} among the weights (${other[0].slice(0, 100)}), which is not among the few ` +
          "constructors that tensors need; nothing was run. Save the plain state_dict, or convert it to safetensors",
      );
    for (const [name, reference] of references) checkTensor(name, reference, storageStarts);
  };
  return { key, tensors, check };
}

function checkTensor(
  name: string,
  { storage, offset, shape, strides }: TensorReference,
  storageStarts: ReadonlyMap<string, number>,
): void {
  if (!storageStarts.has(storage.key)) throw invalid(`the storage of the tensor ${name} is not in the file`);
  const beyond = storage.viewOffset + offset + strideSpan(shape, strides);
  if (beyond > storage.count) {
    throw invalid(`the tensor ${name} needs ${beyond} elements of a storage that has ${storage.count}`);
  }
  if (elementCount(shape) > storage.count) {
    throw invalid(
      `the tensor ${name} repeats the elements of its storage, as expand() makes it; save it with .contiguous()`,
    );
  }
}

/** The names of what is not understood at a value or in its entries. */
function inertNames(value: unknown): string[] {
  if (value instanceof InertObject) return [JSON.stringify(value.name)];
  if (!(value instanceof Map)) return [];
  return [...value.values()].flatMap((part) =>
    part instanceof InertObject ? [JSON.stringify(part.name)] : [],
  );
}
