import { RegionaryError } from "../../errors";
import { formatShape, sameShape } from "../../tensor/shape";
import type { TensorSource } from "../../tensor/tensor-source";
import type { Checkpoint, CheckpointTensor } from "./checkpoint";
import { floatReader } from "./element-type";

/** A parameter that a model has: its name in the checkpoint and its shape. */
interface ExpectedParameter {
  readonly name: string;
  readonly shape: readonly number[];
}

const LISTED_AT_MOST = 20;

/**
 * The tensor of every expected parameter, by name. Tensors whose name matches `ignore` are optional. Throws
 * CHECKPOINT_MISMATCH that lists all missing, unexpected and wrongly shaped tensors together, each with what
 * was expected and found; of each kind at most 20 by name, the rest as a count.
 */
export function matchParameters(
  expected: readonly ExpectedParameter[],
  checkpoint: Pick<Checkpoint, "tensors">,
  options: { readonly ignore: RegExp },
): Map<string, TensorSource> {
  const matched = new Map<string, TensorSource>();
  const missing: string[] = [];
  const misshaped: string[] = [];
  const names = new Set<string>();
  for (const { name, shape } of expected) {
    names.add(name);
    const found = checkpoint.tensors.get(name);
    const wanted = describe("float32", shape);
    if (!found) missing.push(`${name} (expected ${wanted})`);
    else if (!fits(found, shape)) {
      misshaped.push(`${name} (expected ${wanted}, found ${describe(found.dtype, found.shape)})`);
    } else matched.set(name, found);
  }
  const unexpected = [...checkpoint.tensors.values()]
    .filter(({ name }) => !names.has(name) && !options.ignore.test(name))
    .map(({ name, dtype, shape }) => `${name} (found ${describe(dtype, shape)})`);
  if (missing.length + misshaped.length + unexpected.length === 0) return matched;
  const parts = [
    list("missing", missing),
    list("of another shape or type", misshaped),
    list("not expected", unexpected),
  ];
  throw new RegionaryError(
    "CHECKPOINT_MISMATCH",
    `The checkpoint is not of this architecture: ${parts.filter((part) => part !== "").join(". ")}.`,
    { missing: missing.length, misshaped: misshaped.length, unexpected: unexpected.length },
  );
}

function fits(tensor: CheckpointTensor, shape: readonly number[]): boolean {
  return floatReader(tensor.dtype) !== undefined && sameShape(tensor.shape, shape);
}

function describe(dtype: string, shape: readonly number[]): string {
  return `${dtype} ${formatShape(shape)}`;
}

function list(title: string, entries: readonly string[]): string {
  if (entries.length === 0) return "";
  const rest = entries.length - LISTED_AT_MOST;
  const listed = entries.slice(0, LISTED_AT_MOST).join(", ");
  return `${entries.length} ${title}: ${listed}${rest > 0 ? `, and ${rest} more` : ""}`;
}
