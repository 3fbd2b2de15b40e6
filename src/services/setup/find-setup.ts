import type { Database } from "../../storage/database/database";
import { modelSetups, type SetupRow } from "../../storage/setup/model-setups";
import { findOne } from "../work/find-one";

/** The setup, or NOT_FOUND. */
export const findSetup = (db: Database, id: string): Promise<SetupRow> => findOne(db, modelSetups, id);
