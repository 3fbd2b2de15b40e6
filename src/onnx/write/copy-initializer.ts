import type { RangedFile } from "../../files/ranged-file";
import { withExternalData } from "../read/external-data";
import type { OutlineTensor } from "../read/onnx-outline";
import { openExternalFile } from "../read/open-external-file";
import { type Piece, readRange } from "../read/pieces";
import { lengthPrefix, lengthPrefixed } from "../read/protobuf-fields";
import type { ExternalFile } from "./external-file";

/** A constant as the pieces of its field in a graph, byte by byte; data outside its file are copied to `data`. */
export async function copyInitializer(
  { file, directory }: { readonly file: RangedFile; readonly directory: string },
  { fieldNumber, start, length, external }: OutlineTensor,
  data: ExternalFile,
): Promise<Piece[]> {
  if (!external) return [lengthPrefix(fieldNumber, length), { start, length }];
  const from = await openExternalFile(directory, external.location);
  try {
    const place = await data.append(readRange(from, external.offset, external.length));
    return [lengthPrefixed(fieldNumber, withExternalData(await file.read(start, length), place))];
  } finally {
    await from.close();
  }
}
