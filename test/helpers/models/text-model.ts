import path from "node:path";
import { storePackages } from "../../../src/services/models/store-packages";
import type { Database } from "../../../src/storage/database/database";
import {
  activateModelVersion,
  addModelVersion,
  findActiveModelVersion,
  type ModelVersionRow,
} from "../../../src/storage/models/model-versions";
import { addTextSpace, type TextSpace } from "../../../src/storage/vocabularies/text-spaces";
import { tinyTextEncoder, writeTinyTextTower } from "./tiny-text-tower";

/** Stores the package of a tiny text tower, made below a directory; its hash. */
export async function storeTinyTextTower(db: Database, directory: string, seed = 1): Promise<string> {
  const tower = path.join(directory, `text-tower-${seed}`);
  await writeTinyTextTower(tower, seed);
  return storePackages(
    db,
    () => undefined,
    (store) => store(tower),
  );
}

/** Stores the space of a tiny text tower with some templates. */
export async function storeTextSpace(
  db: Database,
  directory: string,
  templates: readonly string[] = ["a photo of a {}.", "many {}s"],
  name = "text",
): Promise<TextSpace> {
  const packageHash = await storeTinyTextTower(db, directory);
  return addTextSpace(db, { name, packageHash, encoder: tinyTextEncoder, templates });
}

/** Activates another version of the active model, which takes label vectors of a space. */
export async function activateInSpace(db: Database, name: string, spaceId: string): Promise<ModelVersionRow> {
  const { backboneId, packageHash, description } = (await findActiveModelVersion(db))!;
  const { model } = await addModelVersion(db, { name, backboneId, packageHash, description, spaceId });
  await activateModelVersion(db, model.id);
  return model;
}
