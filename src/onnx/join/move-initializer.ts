import type { RangedFile } from "../../files/ranged-file";
import { withExternalData } from "../read/external-data";
import type { OutlineTensor } from "../read/onnx-outline";
import { openExternalFile } from "../read/open-external-file";
import { readRange } from "../read/pieces";
import { fieldsInFile, lengthPrefixed } from "../read/protobuf-fields";
import type { ExternalFile } from "../write/external-file";

const TENSOR = { floats: 4, name: 8, rawData: 9 };
/** Smaller tensors stay in the model file itself. */
const EXTERNAL_FROM_BYTES = 1024;

/** A constant of one file as a TensorProto for another, by another name. Its data go to `data` if they are large. */
export async function moveInitializer(
  { file, directory }: { readonly file: RangedFile; readonly directory: string },
  { start, length, external }: OutlineTensor,
  name: string,
  data: ExternalFile,
): Promise<Buffer> {
  const staysInside = !external && length < EXTERNAL_FROM_BYTES;
  const kept = [lengthPrefixed(TENSOR.name, Buffer.from(name))];
  const values: { start: number; length: number }[] = [];
  for await (const { number, start: begin, contentStart, end } of fieldsInFile(file, start, start + length)) {
    if (number === TENSOR.name) continue;
    const holdsValues = number === TENSOR.floats || number === TENSOR.rawData; // in the same bytes
    if (holdsValues && !staysInside) values.push({ start: contentStart, length: end - contentStart });
    else kept.push(await file.read(begin, end - begin));
  }
  const tensor = Buffer.concat(kept);
  if (!external && values.length === 0) return tensor;

  const from = external ? await openExternalFile(directory, external.location) : file;
  try {
    const ranges = external ? [{ start: external.offset, length: external.length }] : values;
    const pieces = async function* () {
      for (const range of ranges) yield* readRange(from, range.start, range.length);
    };
    return withExternalData(tensor, await data.append(pieces()));
  } finally {
    if (from !== file) await from.close();
  }
}
