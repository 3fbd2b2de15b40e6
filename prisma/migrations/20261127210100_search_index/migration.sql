CREATE TABLE "SearchIndex" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "encoderHash" CHAR(64) NOT NULL,
  "generation" INTEGER NOT NULL,
  "layout" JSONB NOT NULL,
  -- Names the blob of its basis; null for the identity.
  "basisHash" CHAR(64),
  "revision" INTEGER NOT NULL DEFAULT 0,
  "count" INTEGER NOT NULL DEFAULT 0,
  -- Since when searches use it; null while it is being filled to take the place of the one before.
  "readyAt" TIMESTAMPTZ(3),
  -- Nobody uses it any more: its images are being removed, a few at a time.
  "isRetired" BOOLEAN NOT NULL DEFAULT false,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX "SearchIndex_encoderHash_generation_key" ON "SearchIndex" ("encoderHash", "generation")
  WHERE NOT "isRetired";
CREATE INDEX "SearchIndex_basisHash_idx" ON "SearchIndex" ("basisHash");

CREATE TABLE "IndexedImage" (
  "indexId" UUID NOT NULL REFERENCES "SearchIndex" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "position" INTEGER NOT NULL,
  "imageId" UUID NOT NULL REFERENCES "Image" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "sketch" BYTEA NOT NULL,
  PRIMARY KEY ("indexId", "position")
);
-- Sketches do not compress.
ALTER TABLE "IndexedImage" ALTER COLUMN "sketch" SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX "IndexedImage_imageId_indexId_key" ON "IndexedImage" ("imageId", "indexId");

CREATE TABLE "IndexDeletion" (
  "indexId" UUID NOT NULL REFERENCES "SearchIndex" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "position" INTEGER NOT NULL,
  "revision" INTEGER NOT NULL,
  PRIMARY KEY ("indexId", "position")
);
CREATE INDEX "IndexDeletion_indexId_revision_idx" ON "IndexDeletion" ("indexId", "revision");

CREATE TABLE "UnindexedImage" (
  "indexId" UUID NOT NULL REFERENCES "SearchIndex" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "imageId" UUID NOT NULL REFERENCES "Image" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "errorCode" TEXT NOT NULL,
  "errorMessage" TEXT NOT NULL,
  PRIMARY KEY ("indexId", "imageId")
);
CREATE INDEX "UnindexedImage_imageId_idx" ON "UnindexedImage" ("imageId");

-- A deleted image leaves a tombstone in each index. All indexes are locked in one order, so that no two who delete wait
-- for each other; who adds images locks one index, and never waits for an image then.
CREATE FUNCTION "leaveTombstones"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "gone" JOIN "SearchIndex" i ON i."id" = "gone"."indexId" AND NOT i."isRetired") THEN
    RETURN NULL;
  END IF;
  PERFORM FROM "SearchIndex" ORDER BY "id" FOR NO KEY UPDATE;
  WITH "changed" AS (
    UPDATE "SearchIndex" SET "revision" = "revision" + 1
    WHERE "id" IN (SELECT "indexId" FROM "gone") RETURNING "id", "revision")
  INSERT INTO "IndexDeletion" ("indexId", "position", "revision")
  SELECT "id", "position", "revision" FROM "changed" JOIN "gone" ON "gone"."indexId" = "changed"."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "leaveTombstones" AFTER DELETE ON "IndexedImage"
  REFERENCING OLD TABLE AS "gone" FOR EACH STATEMENT EXECUTE FUNCTION "leaveTombstones"();

CREATE TABLE "IndexedVocabulary" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "indexId" UUID NOT NULL REFERENCES "SearchIndex" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "modelVersionId" UUID NOT NULL REFERENCES "ModelVersion" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "vocabularyId" UUID NOT NULL REFERENCES "Vocabulary" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "labelCount" INTEGER NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX "IndexedVocabulary_indexId_modelVersionId_vocabularyId_key"
  ON "IndexedVocabulary" ("indexId", "modelVersionId", "vocabularyId");
CREATE INDEX "IndexedVocabulary_modelVersionId_idx" ON "IndexedVocabulary" ("modelVersionId");
CREATE INDEX "IndexedVocabulary_vocabularyId_idx" ON "IndexedVocabulary" ("vocabularyId");

CREATE TABLE "IndexedScores" (
  "setId" UUID NOT NULL REFERENCES "IndexedVocabulary" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "position" INTEGER NOT NULL,
  -- [labelCount] float32, little-endian.
  "scores" BYTEA NOT NULL,
  PRIMARY KEY ("setId", "position")
);
ALTER TABLE "IndexedScores" ALTER COLUMN "scores" SET STORAGE EXTERNAL;

CREATE TABLE "ImageIndexing" (
  "id" UUID PRIMARY KEY REFERENCES "Work" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "modelVersionId" UUID NOT NULL REFERENCES "ModelVersion" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  -- Whose labels' scores are stored for every image; null for none.
  "vocabularyId" UUID REFERENCES "Vocabulary" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "ImageIndexing_modelVersionId_idx" ON "ImageIndexing" ("modelVersionId");
CREATE INDEX "ImageIndexing_vocabularyId_idx" ON "ImageIndexing" ("vocabularyId");

CREATE TRIGGER "removeWork" AFTER DELETE ON "ImageIndexing"
  FOR EACH ROW EXECUTE FUNCTION "removeWorkWithItsOwnRow"();
