import type { Database } from "../database/database";
import { findVersionId } from "../database/find-version-id";
import {
  type NameConditions,
  type NamedOrder,
  NEWEST,
  nameConditions,
  namedOrder,
} from "../database/named-lists";
import { type Condition, type Page, type PageRequest, readPage } from "../database/page";
import { storableTexts } from "../database/storable-texts";
import { findModelVersions, type ModelVersionRow } from "./model-versions";

/** Which model versions are listed; a condition that is left out does not count. */
export interface ModelVersionFilter extends NameConditions {
  readonly backboneId?: string;
  readonly family?: string;
}

/** A page of the model versions that meet a filter. */
export function listModelVersions(
  db: Database,
  page: PageRequest,
  filter: ModelVersionFilter = {},
  order: NamedOrder = NEWEST,
): Promise<Page<ModelVersionRow>> {
  const where: Condition[] = nameConditions(filter);
  if (filter.backboneId !== undefined)
    where.push((parameter) => `"backboneId" = ${parameter(filter.backboneId)}`);
  if (filter.family !== undefined) {
    const families = storableTexts([filter.family]);
    where.push((parameter) => `"description" ->> 'family' = ANY(${parameter(families)})`);
  }
  const list = { from: '"ModelVersion"', where, order: namedOrder("model versions", order) };
  return readPage(db, list, page, (ids) => findModelVersions(db, ids));
}

/** A model version by its name, the latest if `version` is null; null if there is none. */
export async function findModelVersionByName(
  db: Database,
  name: string,
  version: number | null,
): Promise<ModelVersionRow | null> {
  const id = await findVersionId(db, "ModelVersion", name, version);
  const [model] = id === null ? [] : await findModelVersions(db, [id]);
  return model ?? null;
}
