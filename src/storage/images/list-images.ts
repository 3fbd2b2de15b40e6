import { cleanLabel } from "../../vocabulary/clean-label";
import type { Database } from "../database/database";
import { nameContains } from "../database/named-lists";
import { type Condition, type ListOrder, type Page, type PageRequest, readPage } from "../database/page";
import { findImages, type ImageRow } from "./images";
import { tagKey } from "./tag-key";

/** Which images are listed; a condition that is left out does not count. */
export interface ImageFilter {
  /** Whether a person added them, rather than only the import of a benchmark set. */
  readonly addedByPerson?: boolean;
  readonly nameContains?: string;
  /** Only those added then or later. */
  readonly addedAfter?: Date;
  /** Added earlier. */
  readonly addedBefore?: Date;
  /** Whether they have a prediction, by any model and with any vocabulary. */
  readonly hasPrediction?: boolean;
  /** Below a folder of their paths. */
  readonly folder?: string;
  /** Taken then or later or, where that is unknown, stored. */
  readonly takenAfter?: Date;
  readonly takenBefore?: Date;
  readonly benchmarkSetId?: string;
  /** Tagged with it, in upper or lower case. */
  readonly tag?: string;
  /** Whether they have any. */
  readonly isTagged?: boolean;
  /** A person said that this label is not in them, in upper or lower case. */
  readonly correctedFor?: string;
  /** Such as "image/jpeg". */
  readonly mediaType?: string;
  /** At least so many pixels wide and high. */
  readonly minSide?: number;
  /** At most so many pixels wide and high. */
  readonly maxSide?: number;
  /** One of these. */
  readonly ids?: readonly string[];
}

/** What images are ordered by; those that are equal, by their age. */
export interface ImageOrder {
  readonly by: "ADDED" | "NAME" | "PATH" | "TAKEN";
  readonly direction: "ASC" | "DESC";
}

const NAME_KEY = '"nameKey"';
const FIRST = {
  ADDED: { value: '"createdAt"', type: "time" },
  NAME: { value: NAME_KEY, type: "text" },
  PATH: { value: '"pathKey"', type: "text" },
  TAKEN: { value: '"takenKey"', type: "time" },
} as const;

const orderOf = ({ by, direction }: ImageOrder): ListOrder => ({
  ...{ name: `images by ${by}`, direction },
  columns: [FIRST[by], { value: '"id"', type: "uuid" }],
});

/** A page of the images that meet a filter. */
export function listImages(
  db: Database,
  page: PageRequest,
  filter: ImageFilter = {},
  order: ImageOrder = { by: "ADDED", direction: "DESC" },
): Promise<Page<ImageRow>> {
  const list = { from: '"Image"', where: imageConditions(filter), order: orderOf(order) };
  return readPage(db, list, page, (ids) => findImages(db, ids));
}

/** The ids of the images that meet a filter, oldest first: at most `limit`. */
export async function listImageIds(db: Database, filter: ImageFilter, limit: number): Promise<string[]> {
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const where = ["true", ...imageConditions(filter).map((condition) => `(${condition(parameter)})`)].join(
    " AND ",
  );
  const { rows } = await db.pool.query<{ id: string }>(
    `SELECT "id" FROM "Image" WHERE ${where} ORDER BY "createdAt", "id" LIMIT ${parameter(limit)}`,
    values,
  );
  return rows.map(({ id }) => id);
}

/** Of so many images those that are stored, in an order. */
export async function orderImageIds(
  { pool }: Database,
  ids: readonly string[],
  order: ImageOrder,
): Promise<string[]> {
  const { columns, direction } = orderOf(order);
  const { rows } = await pool.query<{ id: string }>(
    `SELECT "id" FROM "Image" WHERE "id" = ANY($1::uuid[])
     ORDER BY ${columns.map(({ value }) => `${value} ${direction}`).join(", ")}`,
    [ids],
  );
  return rows.map(({ id }) => id);
}

const IDS_AT_ONCE = 1_000;

/** The ids of all images that meet a filter, in lots, oldest first. */
export async function* everyImageId(db: Database, filter: ImageFilter): AsyncGenerator<string[]> {
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const values: unknown[] = [];
    const parameter = (value: unknown) => `$${values.push(value)}`;
    const later: Condition = () => `"id" > ${parameter(after)}`;
    const where = [later, ...imageConditions(filter)].map((condition) => `(${condition(parameter)})`);
    const { rows } = await db.pool.query<{ id: string }>(
      `SELECT "id" FROM "Image" WHERE ${where.join(" AND ")} ORDER BY "id" LIMIT ${IDS_AT_ONCE}`,
      values,
    );
    if (rows.length > 0) yield rows.map(({ id }) => id);
    if (rows.length < IDS_AT_ONCE) return;
    after = rows.at(-1)!.id;
  }
}

/** A filter as conditions on rows of the table "Image", which must have that name in the query. */
export function imageConditions({
  addedByPerson,
  addedAfter,
  addedBefore,
  hasPrediction,
  benchmarkSetId,
  ...filter
}: ImageFilter): Condition[] {
  const where: Condition[] = [];
  // The same condition as that of the indexes over a person's own images.
  if (addedByPerson !== undefined)
    where.push(() => (addedByPerson ? '"addedByPerson"' : 'NOT "addedByPerson"'));
  const { folder, takenAfter, takenBefore } = filter;
  if (takenAfter) where.push((parameter) => `"takenKey" >= ${parameter(takenAfter)}`);
  if (takenBefore) where.push((parameter) => `"takenKey" < ${parameter(takenBefore)}`);
  if (folder !== undefined) where.push(inFolder(folder));
  if (filter.nameContains !== undefined) where.push(nameHas(filter.nameContains));
  if (addedAfter) where.push((parameter) => `"createdAt" >= ${parameter(addedAfter)}`);
  if (addedBefore) where.push((parameter) => `"createdAt" < ${parameter(addedBefore)}`);
  if (hasPrediction !== undefined) {
    const predicted = `EXISTS (SELECT FROM "Prediction" p WHERE p."imageId" = "Image"."id" AND p."state" = 'DONE')`;
    where.push(() => (hasPrediction ? predicted : `NOT ${predicted}`));
  }
  if (benchmarkSetId !== undefined) {
    where.push(
      (parameter) =>
        `EXISTS (SELECT FROM "BenchmarkItem" b WHERE b."imageId" = "Image"."id" AND b."setId" = ${parameter(benchmarkSetId)})`,
    );
  }
  const { ids, tag, isTagged, correctedFor, mediaType, minSide, maxSide } = filter;
  if (ids) where.push((parameter) => `"id" = ANY(${parameter(ids)}::uuid[])`);
  if (tag !== undefined) where.push(hasWord("ImageTag", "tagKey", tag));
  if (correctedFor !== undefined) where.push(hasWord("ImageCorrection", "labelKey", correctedFor));
  if (isTagged !== undefined) {
    const tagged = `EXISTS (SELECT FROM "ImageTag" t WHERE t."imageId" = "Image"."id")`;
    where.push(() => (isTagged ? tagged : `NOT ${tagged}`));
  }
  if (mediaType !== undefined) where.push(isOfType(mediaType));
  if (minSide !== undefined) where.push((parameter) => `least("width", "height") >= ${parameter(minSide)}`);
  if (maxSide !== undefined)
    where.push((parameter) => `greatest("width", "height") <= ${parameter(maxSide)}`);
  return where;
}

/** A tag, or a correction. */
function hasWord(table: string, column: string, word: string): Condition {
  const key = tagKey(cleanLabel(word)); // as it was kept
  if (key.includes("\0")) return () => "false"; // PostgreSQL refuses to search for one
  return (parameter) =>
    `EXISTS (SELECT FROM "${table}" t WHERE t."imageId" = "Image"."id" AND t."${column}" = ${parameter(key)})`;
}

function isOfType(mediaType: string): Condition {
  if (mediaType.includes("\0")) return () => "false"; // PostgreSQL refuses to search for one
  return (parameter) => `"mediaType" = ${parameter(mediaType)}`;
}

/** Paths of a folder are those that begin with it and a slash: "0" comes just after "/". */
function inFolder(folder: string): Condition {
  const start = folder
    .normalize()
    .replace(/^(\.\/)+|\/+$/g, "")
    .toLowerCase();
  if (start === "" || start === ".") return () => '"path" IS NOT NULL';
  if (start.includes("\0")) return () => "false"; // PostgreSQL refuses to search for one
  return (parameter) => {
    const [from, to] = [parameter(`${start}/`), parameter(`${start}0`)];
    return `"path" IS NOT NULL AND ("pathKey" >= lower(${from}) AND "pathKey" < lower(${to}))`;
  };
}

/** Names are stored with their accents composed; those that an earlier version stored, as they came. */
function nameHas(text: string): Condition {
  const [asGiven, composed] = [nameContains(text, NAME_KEY), nameContains(text.normalize(), NAME_KEY)];
  return (parameter) =>
    text === text.normalize() ? asGiven(parameter) : `${asGiven(parameter)} OR ${composed(parameter)}`;
}
