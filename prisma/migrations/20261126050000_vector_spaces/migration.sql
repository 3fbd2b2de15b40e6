-- Labels apart from vectors: a vocabulary keeps its labels; a vector space says what vectors mean; the vectors
-- of a vocabulary's labels, with their origins, are of one space.

-- A UUID of version 7, as the program makes them: lists are in the order of ids.
CREATE FUNCTION pg_temp.id_of_time("moment" TIMESTAMPTZ) RETURNS UUID LANGUAGE sql VOLATILE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM "moment") * 1000)::bigint), 12, '0') || '7'
    || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
$$;

CREATE TYPE "VectorSpaceKind" AS ENUM ('WORDS', 'TEXT', 'GIVEN');

CREATE TABLE "VectorSpace" (
  "id" UUID PRIMARY KEY,
  "kind" "VectorSpaceKind" NOT NULL,
  "name" TEXT NOT NULL,
  "identity" TEXT NOT NULL,
  "dimensions" INTEGER NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "VectorSpace_name_key" ON "VectorSpace" ("name");
CREATE UNIQUE INDEX "VectorSpace_identity_key" ON "VectorSpace" ("identity");

CREATE TABLE "LabelVectors" (
  "vocabularyId" UUID NOT NULL REFERENCES "Vocabulary" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "spaceId" UUID NOT NULL REFERENCES "VectorSpace" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "contentHash" CHAR(64) NOT NULL,
  "vectors" BYTEA NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("vocabularyId", "spaceId")
);
ALTER TABLE "LabelVectors" ALTER COLUMN "vectors" SET STORAGE EXTERNAL;
CREATE INDEX "LabelVectors_spaceId_idx" ON "LabelVectors" ("spaceId");

CREATE TABLE "LabelVectorOrigin" (
  "vocabularyId" UUID NOT NULL,
  "spaceId" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  "origin" "LabelOrigin" NOT NULL,
  "words" TEXT[],
  PRIMARY KEY ("vocabularyId", "spaceId", "position"),
  FOREIGN KEY ("vocabularyId", "spaceId") REFERENCES "LabelVectors" ("vocabularyId", "spaceId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Word-vector sets of the same content are one space, called like the first of them.
INSERT INTO "VectorSpace" ("id", "kind", "name", "identity", "dimensions", "createdAt")
SELECT DISTINCT ON ("contentHash") pg_temp.id_of_time("createdAt"), 'WORDS', "name", 'words:' || "contentHash", "dimensions", "createdAt"
FROM "WordVectorSet" ORDER BY "contentHash", "createdAt", "id";

ALTER TABLE "WordVectorSet" ADD COLUMN "spaceId" UUID;
UPDATE "WordVectorSet" w SET "spaceId" = s."id" FROM "VectorSpace" s WHERE s."identity" = 'words:' || w."contentHash";
ALTER TABLE "WordVectorSet" ALTER COLUMN "spaceId" SET NOT NULL;
-- Deferred: an import knows its space once it has read the last word.
ALTER TABLE "WordVectorSet" ADD CONSTRAINT "WordVectorSet_spaceId_fkey" FOREIGN KEY ("spaceId")
  REFERENCES "VectorSpace" ("id") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "WordVectorSet_spaceId_idx" ON "WordVectorSet" ("spaceId");

-- Which models vocabularies were used with; an 8-bit version counts as the one that it was made from.
CREATE TEMPORARY TABLE "used" ON COMMIT DROP AS
SELECT DISTINCT coalesce(m."float32VersionId", m."id") AS "model", u."vocabularyId" AS "vocabulary"
FROM (
  SELECT "modelVersionId", "vocabularyId" FROM "Prediction"
  UNION SELECT "modelVersionId", "vocabularyId" FROM "PredictionBatch"
  UNION SELECT r."modelVersionId", b."vocabularyId" FROM "EvaluationRun" r
    JOIN "BenchmarkSet" b ON b."id" = r."benchmarkSetId"
  UNION SELECT t."modelVersionId", b."vocabularyId" FROM "Training" t
    JOIN "BenchmarkSet" b ON b."id" = t."setId" WHERE t."modelVersionId" IS NOT NULL
) u JOIN "ModelVersion" m ON m."id" = u."modelVersionId";

CREATE TEMPORARY TABLE "placed" ON COMMIT DROP AS
SELECT v."id" AS "vocabulary", w."spaceId" AS "space"
FROM "Vocabulary" v JOIN "WordVectorSet" w ON w."id" = v."wordVectorSetId";

-- Vectors that callers gave without saying from where: those used with the same models are of one space.
CREATE TEMPORARY TABLE "given" ON COMMIT DROP AS
SELECT "id" AS "vocabulary", "id" AS "together", "dimensions" FROM "Vocabulary" WHERE "wordVectorSetId" IS NULL;
DO $$
BEGIN
  LOOP
    UPDATE "given" g SET "together" = n."together"
    FROM (
      SELECT mine."vocabulary", min(other."together"::text)::uuid AS "together"
      FROM "used" mine JOIN "used" theirs ON theirs."model" = mine."model"
        JOIN "given" other ON other."vocabulary" = theirs."vocabulary"
      GROUP BY mine."vocabulary"
    ) n
    WHERE n."vocabulary" = g."vocabulary" AND n."together" < g."together";
    EXIT WHEN NOT FOUND;
  END LOOP;
END $$;
-- Where those models were used with one word-vector set too, it is the set's space; else one of their own.
WITH "words" AS (
  SELECT g."together", min(p."space"::text)::uuid AS "space"
  FROM "given" g JOIN "used" mine ON mine."vocabulary" = g."vocabulary"
    JOIN "used" theirs ON theirs."model" = mine."model"
    JOIN "placed" p ON p."vocabulary" = theirs."vocabulary"
    JOIN "VectorSpace" s ON s."id" = p."space" AND s."dimensions" = g."dimensions"
  GROUP BY g."together" HAVING count(DISTINCT p."space") = 1
)
INSERT INTO "placed" SELECT g."vocabulary", w."space" FROM "given" g JOIN "words" w ON w."together" = g."together";
INSERT INTO "VectorSpace" ("id", "kind", "name", "identity", "dimensions", "createdAt")
SELECT pg_temp.id_of_time(v."createdAt"), 'GIVEN', v."name" || '@' || v."version", 'given:vocabulary:' || v."id", v."dimensions", v."createdAt"
FROM "Vocabulary" v
WHERE v."id" IN (SELECT "together" FROM "given" WHERE "vocabulary" NOT IN (SELECT "vocabulary" FROM "placed"));
INSERT INTO "placed"
SELECT g."vocabulary", s."id" FROM "given" g
JOIN "VectorSpace" s ON s."identity" = 'given:vocabulary:' || g."together";

INSERT INTO "LabelVectors" ("vocabularyId", "spaceId", "contentHash", "vectors", "createdAt")
SELECT v."id", p."space", v."contentHash", v."vectors", v."createdAt"
FROM "Vocabulary" v JOIN "placed" p ON p."vocabulary" = v."id";
INSERT INTO "LabelVectorOrigin" ("vocabularyId", "spaceId", "position", "origin", "words")
SELECT l."vocabularyId", p."space", l."position", l."origin", l."words"
FROM "VocabularyLabel" l JOIN "placed" p ON p."vocabulary" = l."vocabularyId";

-- The alias that a label needed is kept, for other spaces; one that it did not need was never stored.
ALTER TABLE "VocabularyLabel" ADD COLUMN "alias" TEXT;
UPDATE "VocabularyLabel" SET "alias" = array_to_string("words", ' ') WHERE "origin" = 'ALIAS';
ALTER TABLE "VocabularyLabel" DROP COLUMN "origin", DROP COLUMN "words";

-- A vocabulary's hash is of its labels alone (src/vocabulary/labels-hash.ts).
UPDATE "Vocabulary" v SET "contentHash" = h."hash"
FROM (
  SELECT "vocabularyId", encode(sha256(convert_to(string_agg(
    "training"::text || E'\t' || "label" || E'\t' || coalesce("alias", '') || E'\n', '' ORDER BY "position"
  ), 'UTF8')), 'hex') AS "hash"
  FROM "VocabularyLabel" GROUP BY "vocabularyId"
) h
WHERE h."vocabularyId" = v."id";
ALTER TABLE "Vocabulary" DROP COLUMN "vectors", DROP COLUMN "dimensions", DROP COLUMN "wordVectorSetId";
CREATE INDEX "Vocabulary_contentHash_idx" ON "Vocabulary" ("contentHash");

-- A training learns in a space, and its model takes labels of that space.
ALTER TABLE "Training" ADD COLUMN "spaceId" UUID REFERENCES "VectorSpace" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
UPDATE "Training" t SET "spaceId" = p."space"
FROM "BenchmarkSet" b JOIN "placed" p ON p."vocabulary" = b."vocabularyId" WHERE b."id" = t."setId";
ALTER TABLE "Training" ALTER COLUMN "spaceId" SET NOT NULL;
CREATE INDEX "Training_spaceId_idx" ON "Training" ("spaceId");

ALTER TABLE "ModelVersion" ADD COLUMN "spaceId" UUID REFERENCES "VectorSpace" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "ModelVersion_spaceId_idx" ON "ModelVersion" ("spaceId");
UPDATE "ModelVersion" m SET "spaceId" = t."spaceId" FROM "Training" t WHERE t."modelVersionId" = m."id";
-- The model that ships takes the words that ship.
UPDATE "ModelVersion" m SET "spaceId" = s."id" FROM "VectorSpace" s
WHERE m."spaceId" IS NULL AND m."name" = 'scenes' AND m."version" = 1
  AND s."identity" = 'words:e5cfcac090dceac853d56d7c4c20a12fee5caf5685fe4b2bf503ffc672199098';
-- Any other, what it was used with, where that is one space. Else it is bound when it is used next.
UPDATE "ModelVersion" m SET "spaceId" = u."space"
FROM (
  SELECT used."model", min(p."space"::text)::uuid AS "space"
  FROM "used" JOIN "placed" p ON p."vocabulary" = used."vocabulary"
  GROUP BY used."model" HAVING count(DISTINCT p."space") = 1
) u
WHERE m."id" = u."model" AND m."spaceId" IS NULL;
UPDATE "ModelVersion" m SET "spaceId" = f."spaceId" FROM "ModelVersion" f
WHERE f."id" = m."float32VersionId" AND m."spaceId" IS NULL;
