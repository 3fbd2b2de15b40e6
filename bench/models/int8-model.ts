import {
  type QuantizeDirectories,
  quantizeModel,
} from "../../src/services/models/quantizations/quantize-model";
import type { Database } from "../../src/storage/database/database";
import type { ModelVersionRow } from "../../src/storage/models/model-versions";
import { photo } from "../load/pictures";

const PICTURES = 10;
const FOR_RANGES = 8;

/**
 * The model with its backbone in 8 bits, with ranges from generated pictures: its speed is real, its accuracy
 * means nothing.
 */
export async function writeInt8Model(
  db: Database,
  model: ModelVersionRow,
  name: string,
  directories: QuantizeDirectories,
): Promise<ModelVersionRow> {
  const pictures = Array.from({ length: PICTURES }, (_, i) => ({ name: `${i}`, read: () => photo(i) }));
  const request = { model, name, pictures, forRanges: FOR_RANGES, vocabulary: null };
  return (await quantizeModel(db, request, directories)).model;
}
