import type { Database } from "../database/database";
import type { Condition } from "../database/page";
import { type ImageFilter, imageConditions } from "./list-images";

/** Which images count as tagged. */
export interface TaggedImageFilter {
  readonly filter: ImageFilter;
  /** Whether only tags count that a person put there. */
  readonly onlyByHand: boolean;
}

/** An image of which a person, or a prediction, has said something. Words are as they are compared. */
export interface TaggedImage {
  readonly id: string;
  readonly sha256: string;
  /** What it is tagged with. */
  readonly tags: readonly string[];
  /** Which of those are of predictions. */
  readonly predicted: readonly string[];
  /** What is not in it. */
  readonly corrections: readonly string[];
}

const byHand = ({ onlyByHand }: TaggedImageFilter) => (onlyByHand ? `AND t."origin" = 'HAND'` : "");

/** The words that images which meet a filter are tagged with, in alphabetical order, each as it is written most often. */
export async function listTagWords(
  { pool }: Database,
  of: TaggedImageFilter,
  limit: number,
): Promise<{ readonly key: string; readonly tag: string }[]> {
  const values: unknown[] = [];
  const { rows } = await pool.query<{ key: string; tag: string }>(
    `SELECT t."tagKey" AS "key", mode() WITHIN GROUP (ORDER BY t."tag") AS "tag"
     FROM "ImageTag" t WHERE ${inFilter(of.filter, values)} ${byHand(of)}
     GROUP BY t."tagKey" ORDER BY t."tagKey" LIMIT ${limit}`,
    values,
  );
  return rows;
}

/**
 * The images that meet a filter and have any tag or correction, oldest first, at most `limit`: all as they are at one
 * moment, with those of their words that are among `keys`.
 */
export async function listTaggedImages(
  { pool }: Database,
  of: TaggedImageFilter,
  keys: readonly string[],
  limit: number,
): Promise<TaggedImage[]> {
  const values: unknown[] = [keys];
  const where = conditionsOf(of.filter, values);
  const { rows } = await pool.query<TaggedImage>(
    `SELECT "id", "sha256", coalesce(tagged."tags", '{}') AS "tags",
       coalesce(tagged."predicted", '{}') AS "predicted", coalesce(corrected."corrections", '{}') AS "corrections"
     FROM "Image"
       LEFT JOIN (SELECT t."imageId", array_agg(t."tagKey") AS "tags",
           array_agg(t."tagKey") FILTER (WHERE t."origin" = 'PREDICTION') AS "predicted"
         FROM "ImageTag" t WHERE t."tagKey" = ANY($1::text[]) ${byHand(of)} GROUP BY t."imageId") tagged
         ON tagged."imageId" = "id"
       LEFT JOIN (SELECT "imageId", array_agg("labelKey") AS "corrections"
         FROM "ImageCorrection" WHERE "labelKey" = ANY($1) GROUP BY "imageId") corrected
         ON corrected."imageId" = "id"
     WHERE ${where} AND "id" IN (
       SELECT "imageId" FROM "ImageTag" t WHERE true ${byHand(of)} UNION SELECT "imageId" FROM "ImageCorrection")
     ORDER BY "id" LIMIT ${limit}`,
    values,
  );
  return rows;
}

const inFilter = (filter: ImageFilter, values: unknown[]) =>
  `t."imageId" IN (SELECT "id" FROM "Image" WHERE ${conditionsOf(filter, values)})`;

function conditionsOf(filter: ImageFilter, values: unknown[]): string {
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const all: Condition[] = [() => "true", ...imageConditions(filter)];
  return all.map((condition) => `(${condition(parameter)})`).join(" AND ");
}
