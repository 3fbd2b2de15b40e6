import { InertObject } from "../../pickle/inert-object";
import type { PickleGlobal, PickleRules } from "../../pickle/pickle-rules";
import type { ElementType } from "./element-type";
import { invalid } from "./invalid-checkpoint";

/** A storage that a pickled tensor refers to; its bytes are outside the pickle. Counts are in elements. */
export class StorageReference {
  constructor(
    readonly key: string,
    readonly dtype: ElementType,
    readonly count: number,
    /** Where a view (of PyTorch before 0.4) begins inside the storage. */
    readonly viewOffset: number,
  ) {}
}

/** A strided view of a storage, as `torch._utils._rebuild_tensor*` describes it. */
export class TensorReference {
  constructor(
    readonly storage: StorageReference,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {}
}

const STORAGE_TYPES: Record<string, ElementType> = {
  "torch.DoubleStorage": "float64",
  "torch.FloatStorage": "float32",
  "torch.HalfStorage": "float16",
  "torch.BFloat16Storage": "bfloat16",
  "torch.LongStorage": "int64",
  "torch.IntStorage": "int32",
  "torch.ShortStorage": "int16",
  "torch.CharStorage": "int8",
  "torch.ByteStorage": "uint8",
  "torch.BoolStorage": "bool",
};

const constructors: PickleGlobal[] = [
  { name: "collections.OrderedDict", call: orderedDictionary },
  { name: "collections.defaultdict", call: () => new Map() },
  { name: "torch._utils._rebuild_tensor", call: rebuildTensor },
  { name: "torch._utils._rebuild_tensor_v2", call: rebuildTensor },
  { name: "torch._utils._rebuild_parameter", call: ([data]) => asTensor(data) },
  { name: "torch.nn.parameter.Parameter", call: ([data]) => asTensor(data) },
  ...Object.keys(STORAGE_TYPES).map((name) => ({ name })),
];

/**
 * What is understood of a PyTorch checkpoint: tensors, parameters, storages and dictionaries. Everything else that it
 * mentions is inert: what lies beside the weights is passed over, and among them it is refused. `storages` collects every
 * storage found, by key.
 */
export function torchPickleRules(storages: Map<string, StorageReference>): PickleRules {
  return {
    holds: "tensors",
    instead: "Save the plain state_dict, or convert it to safetensors",
    invalid,
    others: "inert",
    globals: new Map(constructors.map((known) => [known.name, known])),
    persistentLoad(id) {
      const reference = storageReference(id);
      if (reference instanceof InertObject) return reference;
      const known = storages.get(reference.key);
      if (known && (known.dtype !== reference.dtype || known.count !== reference.count)) {
        throw invalid(`it describes the storage ${JSON.stringify(reference.key)} in two ways`);
      }
      storages.set(reference.key, reference);
      return reference;
    },
    // An OrderedDict carries its module versions as state and an old Parameter its gradient flags.
    build: (instance) =>
      instance instanceof Map || instance instanceof TensorReference ? instance : undefined,
  };
}

/** `("storage", type, key, location, count)`, in the legacy format with a sixth item: a view or None. */
function storageReference(id: unknown): StorageReference | InertObject {
  const [tag, type, key, , count, view] = Array.isArray(id) ? id : [];
  if (tag === "storage" && type instanceof InertObject) return type;
  const dtype = STORAGE_TYPES[(type as Partial<PickleGlobal> | undefined)?.name ?? ""];
  if (tag !== "storage" || dtype === undefined || !isCount(count) || !isKey(key)) {
    throw invalid("it refers to data outside its pickle in a form that is not understood");
  }
  const viewOffset = Array.isArray(view) ? view[1] : 0;
  if (!isCount(viewOffset)) throw invalid("it has a storage view without a place");
  return new StorageReference(`${key}`, dtype, count, viewOffset);
}

function rebuildTensor([storage, offset, shape, strides]: readonly unknown[]): TensorReference | InertObject {
  if (storage instanceof InertObject) return storage;
  if (
    !(storage instanceof StorageReference) ||
    !isCount(offset) ||
    !isCounts(shape) ||
    !isCounts(strides) ||
    shape.length !== strides.length
  ) {
    throw invalid("it describes a tensor without a whole storage, offset, shape and strides");
  }
  return new TensorReference(storage, offset, shape, strides);
}

function asTensor(data: unknown): TensorReference | InertObject {
  if (data instanceof TensorReference || data instanceof InertObject) return data;
  throw invalid("it has a parameter that is not a tensor");
}

function orderedDictionary([pairs = []]: readonly unknown[]): Map<unknown, unknown> | InertObject {
  if (pairs instanceof InertObject) return pairs;
  if (Array.isArray(pairs) && pairs.every((pair) => Array.isArray(pair) && pair.length === 2)) {
    return new Map(pairs as [unknown, unknown][]);
  }
  throw invalid("it fills an OrderedDict from something that is not a list of pairs");
}

/** Python 2 wrote some keys as numbers. A list is never turned into text: nested in itself, it has no end. */
export function isKey(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= 8 && value.every(isCount);
}
