import type { Database } from "../database/database";
import { nameContains } from "../database/named-lists";
import { type Condition, type ListOrder, type Page, type PageRequest, readPage } from "../database/page";

/** A word that images are tagged with. */
export interface TagRow {
  /** The word as it is compared. */
  readonly id: string;
  /** As it is written most often. */
  readonly tag: string;
  readonly imageCount: number;
  /** On how many of them a person put it. */
  readonly byHandCount: number;
}

/** What tags are ordered by; those on equally many images, by their names. */
export interface TagOrder {
  readonly by: "NAME" | "IMAGES";
  readonly direction: "ASC" | "DESC";
}

const COUNTS = `(SELECT "tagKey" AS "id", count(*)::int AS "imageCount" FROM "ImageTag" GROUP BY "tagKey") "byWord"`;
const NAME = { value: '"id"', type: "text" } as const;

const orderOf = ({ by, direction }: TagOrder): ListOrder => ({
  ...{ name: `tags by ${by}`, direction },
  columns: by === "NAME" ? [NAME] : [{ value: '"imageCount"', type: "integer" }, NAME],
});

/** A page of the tags that images have, of those whose word contains a text. */
export function listTags(
  db: Database,
  page: PageRequest,
  { contains, order }: { readonly contains?: string; readonly order: TagOrder },
): Promise<Page<TagRow>> {
  const where: Condition[] =
    contains === undefined ? [] : [nameContains(contains.normalize().toLowerCase(), '"id"')];
  return readPage(db, { from: COUNTS, where, order: orderOf(order) }, page, (keys) => findTags(db, keys));
}

async function findTags({ pool }: Database, keys: readonly string[]): Promise<TagRow[]> {
  const { rows } = await pool.query<TagRow>(
    `SELECT "tagKey" AS "id", mode() WITHIN GROUP (ORDER BY "tag") AS "tag", count(*)::int AS "imageCount",
       (count(*) FILTER (WHERE "origin" = 'HAND'))::int AS "byHandCount"
     FROM "ImageTag" WHERE "tagKey" = ANY($1::text[]) GROUP BY "tagKey"`,
    [keys],
  );
  return rows;
}
