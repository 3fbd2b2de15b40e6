import type { Database } from "../../storage/database/database";
import { type BackboneName, findBackboneByName, listBackbones } from "../../storage/models/backbones";
import { findModelVersionByName, listModelVersions } from "../../storage/models/list-model-versions";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import { allRows } from "../all-rows";
import { findVersion } from "../find-version";
import { noneNamed } from "../none-named";

/** Every model version, newest first. */
export const allModelVersions = (db: Database): Promise<ModelVersionRow[]> =>
  allRows((page) => listModelVersions(db, page));

/** The model version that NAME or NAME@VERSION means; NOT_FOUND lists those that exist. */
export const modelVersionNamed = (db: Database, wanted: string): Promise<ModelVersionRow> =>
  findVersion(
    "model version",
    wanted,
    (name, version) => findModelVersionByName(db, name, version),
    (page, filter) => listModelVersions(db, page, filter),
  );

/** Every backbone, newest first. */
export const allBackbones = (db: Database): Promise<BackboneName[]> =>
  allRows((page) => listBackbones(db, page));

/** The newest backbone of a name; NOT_FOUND lists those that exist. */
export async function backboneNamed(db: Database, name: string): Promise<BackboneName> {
  const backbone = await findBackboneByName(db, name);
  if (backbone) return backbone;
  throw await noneNamed(
    "backbone",
    name,
    (page) => listBackbones(db, page),
    (row) => row.name,
  );
}
