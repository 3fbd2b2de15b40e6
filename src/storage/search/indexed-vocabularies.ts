import type { Database } from "../database/database";
import type { IndexedVocabulary } from "../generated/client";

/** A vocabulary whose labels' scores by a model are kept for every image of an index. */
export type ScoreSet = Pick<
  IndexedVocabulary,
  "id" | "indexId" | "modelVersionId" | "vocabularyId" | "labelCount"
>;

const COLUMNS = '"id", "indexId", "modelVersionId", "vocabularyId", "labelCount"';

/** The vocabularies whose scores by a model an index has, the first indexed first. */
export async function findScoreSets(
  { pool }: Pick<Database, "pool">,
  indexId: string,
  modelVersionId: string,
): Promise<ScoreSet[]> {
  const { rows } = await pool.query<ScoreSet>({
    name: "score-sets",
    text: `SELECT ${COLUMNS} FROM "IndexedVocabulary" WHERE "indexId" = $1 AND "modelVersionId" = $2
      ORDER BY "createdAt", "id"`,
    values: [indexId, modelVersionId],
  });
  return rows;
}

/** Begins to keep a vocabulary's scores, or finds them; null if one of what it names was just deleted. */
export async function addScoreSet(
  { pool }: Pick<Database, "pool">,
  { indexId, modelVersionId, vocabularyId, labelCount }: Omit<ScoreSet, "id">,
): Promise<ScoreSet | null> {
  await pool.query(
    `INSERT INTO "IndexedVocabulary" ("indexId", "modelVersionId", "vocabularyId", "labelCount")
     SELECT i."id", m."id", v."id", $4 FROM "SearchIndex" i, "ModelVersion" m, "Vocabulary" v
     WHERE i."id" = $1 AND NOT i."isRetired" AND m."id" = $2 AND v."id" = $3 ON CONFLICT DO NOTHING`,
    [indexId, modelVersionId, vocabularyId, labelCount],
  );
  const sets = await findScoreSets({ pool }, indexId, modelVersionId);
  return sets.find((set) => set.vocabularyId === vocabularyId) ?? null;
}

/** Gives an index the scores that another has of the same images. */
export async function copyScores({ pool }: Database, from: string, to: string): Promise<void> {
  await pool.query(
    `INSERT INTO "IndexedVocabulary" ("indexId", "modelVersionId", "vocabularyId", "labelCount")
     SELECT $2, "modelVersionId", "vocabularyId", "labelCount" FROM "IndexedVocabulary" WHERE "indexId" = $1
     ON CONFLICT DO NOTHING`,
    [from, to],
  );
  await pool.query(
    `INSERT INTO "IndexedScores" ("setId", "position", "scores")
     SELECT new."id", placed."position", scores."scores" FROM "IndexedVocabulary" old
     JOIN "IndexedVocabulary" new ON new."indexId" = $2 AND new."modelVersionId" = old."modelVersionId"
       AND new."vocabularyId" = old."vocabularyId"
     JOIN "IndexedScores" scores ON scores."setId" = old."id"
     JOIN "IndexedImage" image ON image."indexId" = $1 AND image."position" = scores."position"
     JOIN "IndexedImage" placed ON placed."indexId" = $2 AND placed."imageId" = image."imageId"
     WHERE old."indexId" = $1 ON CONFLICT DO NOTHING`,
    [from, to],
  );
}
