import type { Database } from "../database/database";
import { type NamedOrder, NEWEST, nameContains, namedOrder } from "../database/named-lists";
import { type Condition, type Page, type PageRequest, readPage } from "../database/page";
import { findImages, type ImageRow } from "./images";

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
  readonly benchmarkSetId?: string;
}

const NAME_KEY = '"nameKey"';

/** A page of the images that meet a filter. */
export function listImages(
  db: Database,
  page: PageRequest,
  filter: ImageFilter = {},
  order: NamedOrder = NEWEST,
): Promise<Page<ImageRow>> {
  const list = { from: '"Image"', where: conditions(filter), order: namedOrder("images", order, NAME_KEY) };
  return readPage(db, list, page, (ids) => findImages(db, ids));
}

function conditions({
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
  if (filter.nameContains !== undefined) where.push(nameContains(filter.nameContains, NAME_KEY));
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
  return where;
}
