import { writeFile } from "node:fs/promises";
import path from "node:path";
import { type QuantizeDirectories, quantizeModel } from "../../src/services/models/quantize-model";
import type { Database } from "../../src/storage/database/database";
import type { ModelVersionRow } from "../../src/storage/models/model-versions";
import { photo } from "../load/pictures";

const PICTURES = 10;
const FOR_RANGES = 8;

/** The model with its backbone in 8 bits, with ranges from made pictures: its speed is real, its accuracy says nothing. */
export async function writeInt8Model(
  db: Database,
  model: ModelVersionRow,
  name: string,
  directories: QuantizeDirectories,
): Promise<ModelVersionRow> {
  const files = Array.from({ length: PICTURES }, (_, i) => path.join(directories.work, `picture-${i}.jpg`));
  for (const [i, file] of files.entries()) await writeFile(file, await photo(i));
  const request = { model, name, files, forRanges: FOR_RANGES, vocabulary: null };
  return (await quantizeModel(db, request, directories)).model;
}
