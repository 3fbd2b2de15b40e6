import type { Database } from "../../storage/database/database";
import { listTags, type TagRow } from "../../storage/images/list-tags";
import { allRows } from "../all-rows";

/** Every tag that images have, in alphabetical order. */
export const allTags = (db: Database): Promise<TagRow[]> =>
  allRows((page) => listTags(db, page, { order: { by: "NAME", direction: "ASC" } }));
