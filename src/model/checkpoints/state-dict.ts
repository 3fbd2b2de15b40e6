import type { RangedFile } from "../../files/ranged-file";
import { elementCount } from "../../tensor/shape";
import type { CheckpointTensor } from "./checkpoint";
import { ELEMENT_BYTES } from "./element-type";
import { invalid } from "./invalid-checkpoint";
import { storedTensor } from "./stored-tensor";
import { strideSpan } from "./strides";
import { TensorReference } from "./torch-pickle";

/**
 * The tensors of a pickled checkpoint: a plain state dict, or the one under `state_dict` in a dictionary of
 * other things (epoch, optimizer). `storageStarts` says at which byte of the file each storage begins.
 */
export function stateDictTensors(
  root: unknown,
  storageStarts: ReadonlyMap<string, number>,
  file: RangedFile,
): Map<string, CheckpointTensor> {
  const tensors = new Map<string, CheckpointTensor>();
  for (const [name, reference] of stateDict(root)) {
    const { storage, shape, strides } = reference;
    const start = storageStarts.get(storage.key);
    if (start === undefined) throw invalid(`the storage of the tensor ${name} is not in the file`);
    const first = storage.viewOffset + reference.offset;
    const beyond = first + strideSpan(shape, strides);
    if (beyond > storage.count) {
      throw invalid(`the tensor ${name} needs ${beyond} elements of a storage that has ${storage.count}`);
    }
    if (elementCount(shape) > storage.count) {
      throw invalid(
        `the tensor ${name} repeats the elements of its storage, as expand() makes it; save it with .contiguous()`,
      );
    }
    const byteOffset = start + first * ELEMENT_BYTES[storage.dtype];
    tensors.set(name, storedTensor(file, { name, dtype: storage.dtype, shape, strides, byteOffset }));
  }
  return tensors;
}

function stateDict(root: unknown): Map<string, TensorReference> {
  const wrapped = root instanceof Map ? root.get("state_dict") : undefined;
  const dictionary = wrapped ?? root;
  const found = new Map<string, TensorReference>();
  if (dictionary instanceof Map) {
    for (const [name, value] of dictionary) {
      if (typeof name === "string" && value instanceof TensorReference) found.set(name, value);
    }
  }
  if (found.size > 0) return found;
  throw invalid(
    "expected a dictionary of named tensors, or one under the key state_dict, and found no tensor. " +
      "Save model.state_dict() rather than the model",
  );
}
