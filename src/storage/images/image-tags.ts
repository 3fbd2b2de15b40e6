import type { Database } from "../database/database";
import type { ImageTag, TagOrigin } from "../generated/client";
import { changeTags } from "./change-tags";
import { tagKey } from "./tag-key";

export type { TagOrigin };

/** A person's own word on an image. What is of a prediction is null for one by hand. */
export type ImageTagRow = Omit<ImageTag, "tagKey">;

/** A tag that a prediction gives. */
export interface PredictedTag {
  readonly imageId: string;
  readonly modelVersionId: string;
  readonly vocabularyId: string;
  readonly label: string;
  readonly score: number;
  readonly probability: number;
}

const COLUMNS =
  '"imageId", "tag", "origin", "modelVersionId", "vocabularyId", "label", "score", "probability", "createdAt"';

const STORED = `(SELECT "id" FROM "Image" WHERE "id" = ANY($1::uuid[])) i`;

/**
 * Puts tags on images by hand; how many are new, or were of a prediction before. A correction of the same word is
 * withdrawn: the person has changed their mind.
 */
export function tagByHand(
  db: Database,
  imageIds: readonly string[],
  tags: readonly string[],
): Promise<number> {
  const byKey = new Map(tags.map((tag) => [tagKey(tag), tag]));
  const [keys, words] = [[...byKey.keys()], [...byKey.values()]];
  return changeTags(db, imageIds, async (client) => {
    await client.query(
      `DELETE FROM "ImageCorrection" WHERE "imageId" = ANY($1::uuid[]) AND "labelKey" = ANY($2::text[])`,
      [imageIds, keys],
    );
    const { rowCount } = await client.query(
      `INSERT INTO "ImageTag" AS t ("imageId", "tagKey", "tag", "origin")
       SELECT i."id", w."key", w."tag", 'HAND' FROM ${STORED} CROSS JOIN unnest($2::text[], $3::text[]) w("key", "tag")
       ON CONFLICT ("imageId", "tagKey") DO UPDATE SET "tag" = excluded."tag", "origin" = 'HAND',
         "modelVersionId" = NULL, "vocabularyId" = NULL, "label" = NULL, "score" = NULL, "probability" = NULL,
         "createdAt" = excluded."createdAt"
       WHERE t."origin" = 'PREDICTION'`,
      [imageIds, keys, words],
    );
    return rowCount!;
  });
}

/**
 * Puts tags on images that predictions give, at most one of a word on each; how many are new, or of another prediction
 * than before. What a person said of the word stays: a tag by hand, and a correction.
 */
export function tagByPrediction(db: Database, tags: readonly PredictedTag[]): Promise<number> {
  const imageIds = tags.map(({ imageId }) => imageId);
  return changeTags(db, imageIds, async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO "ImageTag" AS t ("imageId", "tagKey", "tag", "origin", "modelVersionId", "vocabularyId", "label",
         "score", "probability")
       SELECT i."id", p."key", p."label", 'PREDICTION', p."modelVersionId", p."vocabularyId", p."label", p."score",
         p."probability"
       FROM ${STORED} JOIN unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::real[], $7::float8[])
         p("imageId", "key", "label", "modelVersionId", "vocabularyId", "score", "probability") ON p."imageId" = i."id"
       WHERE NOT EXISTS (SELECT FROM "ImageCorrection" c WHERE c."imageId" = i."id" AND c."labelKey" = p."key")
       ON CONFLICT ("imageId", "tagKey") DO UPDATE SET "tag" = excluded."tag",
         "modelVersionId" = excluded."modelVersionId", "vocabularyId" = excluded."vocabularyId",
         "label" = excluded."label", "score" = excluded."score", "probability" = excluded."probability",
         "createdAt" = excluded."createdAt"
       WHERE t."origin" = 'PREDICTION'
         AND (t."modelVersionId", t."vocabularyId", t."label", t."score", t."probability") IS DISTINCT FROM
           (excluded."modelVersionId", excluded."vocabularyId", excluded."label", excluded."score", excluded."probability")`,
      [
        ...[imageIds, tags.map(({ label }) => tagKey(label)), tags.map(({ label }) => label)],
        ...[tags.map((tag) => tag.modelVersionId), tags.map((tag) => tag.vocabularyId)],
        ...[tags.map(({ score }) => score), tags.map(({ probability }) => probability)],
      ],
    );
    return rowCount!;
  });
}

/** Takes tags off images: some, or all, and of any origin, or one; how many there were. */
export function untag(
  db: Database,
  imageIds: readonly string[],
  { tags, origin }: { readonly tags: readonly string[] | null; readonly origin: TagOrigin | null },
): Promise<number> {
  return changeTags(db, imageIds, async (client) => {
    const { rowCount } = await client.query(
      `DELETE FROM "ImageTag" WHERE "imageId" = ANY($1::uuid[]) AND ($2::text[] IS NULL OR "tagKey" = ANY($2))
         AND ($3::"TagOrigin" IS NULL OR "origin" = $3)`,
      [imageIds, tags?.map(tagKey), origin],
    );
    return rowCount!;
  });
}

/** The tags of some images, in alphabetical order. */
export async function findImageTags({ pool }: Database, imageIds: readonly string[]): Promise<ImageTagRow[]> {
  const { rows } = await pool.query<ImageTagRow>(
    `SELECT ${COLUMNS} FROM "ImageTag" WHERE "imageId" = ANY($1::uuid[]) ORDER BY "imageId", "tagKey"`,
    [imageIds],
  );
  return rows;
}
