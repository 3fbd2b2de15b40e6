import type { RangedFile } from "../../files/ranged-file";
import type { OutlineTensor } from "./onnx-outline";
import { fieldsInFile, integersIn } from "./protobuf-fields";

const TENSOR = { dimension: 1, elementType: 2 };

/** The element type, by ONNX's number, and the shape of a constant, whose data are not read. */
export async function readTensorType(
  file: RangedFile,
  { start, length }: OutlineTensor,
): Promise<{ elementType: number; shape: readonly number[] }> {
  const shape: number[] = [];
  let elementType = 0;
  for await (const { number, integer, contentStart, end } of fieldsInFile(file, start, start + length)) {
    if (number === TENSOR.elementType) elementType = integer;
    if (number === TENSOR.dimension)
      shape.push(...integersIn(await file.read(contentStart, end - contentStart)));
  }
  return { elementType, shape };
}
