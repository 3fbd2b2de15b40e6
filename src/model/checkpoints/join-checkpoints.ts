import type { Checkpoint, CheckpointTensor } from "./checkpoint";
import { invalid } from "./invalid-checkpoint";

/** Opens the file of that name. */
export type OpenNamed = (name: string) => Promise<Checkpoint>;

/**
 * Several files as one checkpoint. Throws what `open` throws, and INVALID_CHECKPOINT where two files hold a tensor
 * of one name; then all are closed.
 */
export async function joinCheckpoints(names: readonly string[], open: OpenNamed): Promise<Checkpoint> {
  const parts: Checkpoint[] = [];
  const close = async () => {
    for (const part of parts) await part.close();
  };
  try {
    const tensors = new Map<string, CheckpointTensor>();
    for (const name of names) {
      const part = await open(name);
      parts.push(part);
      for (const [tensorName, tensor] of part.tensors) {
        if (tensors.has(tensorName))
          throw invalid(`the tensor ${tensorName} of ${name} is in another of its files, too`);
        tensors.set(tensorName, tensor);
      }
    }
    const format = parts[0]?.format;
    if (format === undefined) throw invalid("its index names no file");
    return { format, paths: parts.flatMap(({ paths }) => paths), tensors, metadata: {}, close };
  } catch (error) {
    await close();
    throw error;
  }
}
