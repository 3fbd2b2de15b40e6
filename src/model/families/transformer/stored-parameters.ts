import type { Parameter } from "../../../graph/graph";
import { reshaped } from "../../../tensor/reshaped";
import { rowsOf } from "../../../tensor/rows-of";
import { elementCount } from "../../../tensor/shape";
import type { TensorSource } from "../../../tensor/tensor-source";
import { transposed } from "../../../tensor/transposed";
import type { Checkpoint } from "../../checkpoints/checkpoint";
import { matchParameters } from "../../checkpoints/match-parameters";

/** Where a publisher stores a parameter. In its name, * stands for "weight" or "bias". */
export interface StoredPlace {
  readonly tensor: string;
  /** Which part it is of how many, where queries, keys and values are stacked rows of one tensor. */
  readonly part?: readonly [index: number, of: number];
  /** Its shape there, where that is not the one of a layer's weights. */
  readonly shape?: (parameter: readonly number[]) => readonly number[];
  /** Whether a matrix is stored as it is used, [in, out]; linear layers' weights are [out, in]. */
  readonly asUsed?: boolean;
}

/** How a publisher names a tower's parameters, by the names that the towers have here. */
export interface Naming {
  readonly once: Readonly<Record<string, string | StoredPlace>>;
  /** What stands before a layer's names, # for its number. */
  readonly layers: string;
  readonly layer: Readonly<Record<string, string | StoredPlace>>;
}

/** A parameter of a tower, and where its values are. */
export interface Stored {
  readonly parameter: Parameter;
  readonly place: StoredPlace;
}

/** Where the parameters of a tower are, by a naming. */
export function storedBy(naming: Naming, parameters: readonly Parameter[]): Stored[] {
  return parameters.map((parameter) => ({ parameter, place: placeOf(naming, parameter.name) }));
}

function placeOf({ once, layers, layer }: Naming, name: string): StoredPlace {
  const [, number, inLayer = name] = /^layers\.(\d+)\.(.+)$/.exec(name) ?? [];
  const [, stem = inLayer, kind = ""] = /^(.+)\.(weight|bias)$/.exec(inLayer) ?? [];
  const names = number === undefined ? once : layer;
  const found = names[inLayer] ?? names[stem];
  if (found === undefined) throw new TypeError(`the naming has no place for ${name}`);
  const place = typeof found === "string" ? { tensor: found } : found;
  const before = number === undefined ? "" : layers.replace("#", number);
  return { ...place, tensor: before + place.tensor.replace("*", kind) };
}

/**
 * The values of all parameters, as the towers have them, by their names. CHECKPOINT_MISMATCH lists every tensor that is
 * missing, misshaped or not expected; those that match `ignore` are left aside. `scalars` must be there, too.
 */
export function readStored(
  stored: readonly Stored[],
  checkpoint: Pick<Checkpoint, "tensors">,
  { scalars, ignore }: { readonly scalars: readonly string[]; readonly ignore: RegExp },
): Map<string, TensorSource> {
  const expected = new Map(
    stored.map(({ parameter, place }) => [
      place.tensor,
      { name: place.tensor, shape: storedShape(parameter, place) },
    ]),
  );
  for (const name of scalars) {
    const shape = checkpoint.tensors.get(name)?.shape ?? [];
    expected.set(name, { name, shape: shape.every((length) => length === 1) ? shape : [] });
  }
  const found = matchParameters([...expected.values()], checkpoint, { ignore });
  return new Map(
    stored.map(({ parameter, place }) => [
      parameter.name,
      asUsed(found.get(place.tensor)!, parameter, place),
    ]),
  );
}

function isLinear({ name, shape }: Parameter, { asUsed = false }: StoredPlace): boolean {
  return !asUsed && shape.length === 2 && name.endsWith(".weight");
}

/** The shape in which a checkpoint has the tensor that holds a parameter. */
export function storedShape(parameter: Parameter, place: StoredPlace): readonly number[] {
  const { shape } = parameter;
  const own = isLinear(parameter, place) ? shape.toReversed() : shape;
  if (place.shape) return place.shape(own);
  return place.part ? [place.part[1] * own[0]!, ...own.slice(1)] : own;
}

function asUsed(source: TensorSource, parameter: Parameter, place: StoredPlace): TensorSource {
  const { shape } = parameter;
  const own = isLinear(parameter, place) ? shape.toReversed() : shape;
  const part = place.part ? rowsOf(source, place.part[0] * own[0]!, own[0]!) : source;
  const flat = elementCount(part.shape) === elementCount(own) ? reshaped(part, own) : part;
  return isLinear(parameter, place) ? transposed(flat) : flat;
}
