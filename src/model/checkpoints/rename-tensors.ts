import type { Checkpoint, CheckpointTensor } from "./checkpoint";

/** Tensors by their new names. */
export function renamed(
  tensors: Iterable<CheckpointTensor>,
  nameOf: (name: string) => string,
): Map<string, CheckpointTensor> {
  return new Map(
    [...tensors].map((tensor) => {
      const name = nameOf(tensor.name);
      return [name, { ...tensor, name }];
    }),
  );
}

/** The same checkpoint with its tensors under other names. */
export function renameTensors(checkpoint: Checkpoint, nameOf: (name: string) => string): Checkpoint {
  return { ...checkpoint, tensors: renamed(checkpoint.tensors.values(), nameOf) };
}

/** What DataParallel and torch.compile put before every name. */
const WRAPPERS = ["module.", "_orig_mod."];

/** Drops these where every name begins with them. */
export function withoutModulePrefix(checkpoint: Checkpoint): Checkpoint {
  const names = [...checkpoint.tensors.keys()];
  const prefix = WRAPPERS.find((wrapper) => names.every((name) => name.startsWith(wrapper)));
  if (prefix === undefined) return checkpoint;
  return withoutModulePrefix(renameTensors(checkpoint, (name) => name.slice(prefix.length)));
}
