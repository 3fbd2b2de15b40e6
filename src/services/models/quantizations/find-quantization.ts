import type { Database } from "../../../storage/database/database";
import { type QuantizationRow, quantizations } from "../../../storage/models/quantizations";
import { findOne } from "../../work/find-one";

/** The quantization, or NOT_FOUND. */
export const findQuantization = (db: Database, id: string): Promise<QuantizationRow> =>
  findOne(db, quantizations, id);
