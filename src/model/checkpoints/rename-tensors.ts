import type { Checkpoint } from "./checkpoint";

/** The same checkpoint with its tensors under other names. */
export function renameTensors(checkpoint: Checkpoint, nameOf: (name: string) => string): Checkpoint {
  const renamed = [...checkpoint.tensors.values()].map((tensor) => {
    const name = nameOf(tensor.name);
    return [name, { ...tensor, name }] as const;
  });
  return { ...checkpoint, tensors: new Map(renamed) };
}

/** Drops `module.` where every name begins with it. */
export function withoutModulePrefix(checkpoint: Checkpoint): Checkpoint {
  const prefix = "module.";
  if (![...checkpoint.tensors.keys()].every((name) => name.startsWith(prefix))) return checkpoint;
  return renameTensors(checkpoint, (name) => name.slice(prefix.length));
}
