import { RegionaryError } from "../../errors";
import { GRAPH, type OnnxOutline } from "../read/onnx-outline";
import { fieldsOf } from "../read/protobuf-fields";

const MODEL = { operatorSet: 8, function: 25 };

/**
 * The fields that say which versions of operators a file uses; two files can be joined if theirs are equal. Throws
 * INVALID_BACKBONE for a file that cannot be joined to any.
 */
export function operatorSetsOf({ modelFields, tensors }: OnnxOutline): Buffer {
  const fields = [...fieldsOf(modelFields)];
  if (fields.some(({ number }) => number === MODEL.function))
    throw cannotBeJoined("it has functions of its own");
  if ([...tensors.values()].some(({ fieldNumber }) => fieldNumber === GRAPH.sparseTensor))
    throw cannotBeJoined("it has sparse weights");
  const sets = fields.filter(({ number }) => number === MODEL.operatorSet);
  return Buffer.concat(sets.map(({ start, end }) => modelFields.subarray(start, end)));
}

/** The INVALID_BACKBONE error of a file that stays by itself. */
export function cannotBeJoined(reason: string): RegionaryError {
  return new RegionaryError(
    "INVALID_BACKBONE",
    `The ONNX file cannot be joined to the next: ${reason}. It runs as it is.`,
  );
}
