import type { Database } from "../../storage/database/database";
import { hasOtherModels } from "../../storage/models/has-other-models";
import { SCENES_MODEL } from "../models/first-model-files";

/** How to get a model for photos, in one line. */
export const SETUP_COMMAND = "bin/regionary setup photos";

/** What to tell a person who has no model but the one that ships, which knows made shapes; null for all others. */
export async function photoHint(db: Database): Promise<string | null> {
  if (await hasOtherModels(db, SCENES_MODEL)) return null;
  return `For labels on your own photos, get a model that knows them: ${SETUP_COMMAND}`;
}
