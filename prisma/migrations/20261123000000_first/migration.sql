CREATE TYPE "LabelOrigin" AS ENUM ('GIVEN', 'EXACT', 'VARIANT', 'ALIAS', 'AVERAGE');
CREATE TYPE "LabelTraining" AS ENUM ('SEEN', 'UNSEEN', 'UNKNOWN');
CREATE TYPE "BatchState" AS ENUM ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED');
CREATE TYPE "PredictionState" AS ENUM ('PENDING', 'DONE', 'FAILED', 'CANCELLED');

CREATE TABLE "Image" (
  "id" UUID PRIMARY KEY,
  "sha256" TEXT NOT NULL,
  "bytes" BYTEA NOT NULL,
  "sizeBytes" INTEGER NOT NULL,
  "mediaType" TEXT NOT NULL,
  "width" INTEGER NOT NULL,
  "height" INTEGER NOT NULL,
  "name" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
-- Pictures are compressed already.
ALTER TABLE "Image" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX "Image_sha256_key" ON "Image" ("sha256");

CREATE TABLE "WordVectorSet" (
  "id" UUID PRIMARY KEY,
  "name" TEXT NOT NULL,
  "contentHash" TEXT NOT NULL,
  "dimensions" INTEGER NOT NULL,
  "wordCount" INTEGER NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "WordVectorSet_name_key" ON "WordVectorSet" ("name");

CREATE TABLE "WordVector" (
  "setId" UUID NOT NULL REFERENCES "WordVectorSet" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "word" TEXT COLLATE "C" NOT NULL,
  "folded" TEXT COLLATE "C" NOT NULL,
  "rank" INTEGER NOT NULL,
  "vector" BYTEA NOT NULL,
  PRIMARY KEY ("setId", "word")
);
ALTER TABLE "WordVector" ALTER COLUMN "vector" SET STORAGE EXTERNAL;
CREATE INDEX "WordVector_setId_folded_rank_idx" ON "WordVector" ("setId", "folded", "rank");

CREATE TABLE "Vocabulary" (
  "id" UUID PRIMARY KEY,
  "name" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "contentHash" TEXT NOT NULL,
  "dimensions" INTEGER NOT NULL,
  "labelCount" INTEGER NOT NULL,
  "vectors" BYTEA NOT NULL,
  "wordVectorSetId" UUID REFERENCES "WordVectorSet" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
ALTER TABLE "Vocabulary" ALTER COLUMN "vectors" SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX "Vocabulary_name_version_key" ON "Vocabulary" ("name", "version");

CREATE TABLE "VocabularyLabel" (
  "vocabularyId" UUID NOT NULL REFERENCES "Vocabulary" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "position" INTEGER NOT NULL,
  "label" TEXT NOT NULL,
  "training" "LabelTraining" NOT NULL,
  "origin" "LabelOrigin" NOT NULL,
  "words" TEXT[],
  PRIMARY KEY ("vocabularyId", "position")
);
CREATE UNIQUE INDEX "VocabularyLabel_vocabularyId_label_key" ON "VocabularyLabel" ("vocabularyId", "label");

CREATE TABLE "Package" (
  "hash" CHAR(64) PRIMARY KEY,
  "sizeBytes" BIGINT NOT NULL
);

CREATE TABLE "PackageFile" (
  "packageHash" CHAR(64) NOT NULL REFERENCES "Package" ("hash") ON DELETE CASCADE ON UPDATE CASCADE,
  "name" TEXT NOT NULL,
  "sizeBytes" BIGINT NOT NULL,
  PRIMARY KEY ("packageHash", "name")
);

CREATE TABLE "PackageChunk" (
  "packageHash" CHAR(64) NOT NULL,
  "name" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "bytes" BYTEA NOT NULL,
  PRIMARY KEY ("packageHash", "name", "position"),
  FOREIGN KEY ("packageHash", "name") REFERENCES "PackageFile" ("packageHash", "name") ON DELETE CASCADE ON UPDATE CASCADE
);
-- Weights do not compress; trying costs seconds for a large backbone.
ALTER TABLE "PackageChunk" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

CREATE TABLE "Backbone" (
  "id" UUID PRIMARY KEY,
  "name" TEXT NOT NULL,
  "packageHash" CHAR(64) NOT NULL REFERENCES "Package" ("hash") ON DELETE RESTRICT ON UPDATE CASCADE,
  "descriptor" JSONB NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "Backbone_packageHash_key" ON "Backbone" ("packageHash");

CREATE TABLE "ModelVersion" (
  "id" UUID PRIMARY KEY,
  "name" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "backboneId" UUID NOT NULL REFERENCES "Backbone" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "packageHash" CHAR(64) NOT NULL REFERENCES "Package" ("hash") ON DELETE RESTRICT ON UPDATE CASCADE,
  "descriptor" JSONB NOT NULL,
  "active" BOOLEAN NOT NULL DEFAULT false,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "ModelVersion_name_version_key" ON "ModelVersion" ("name", "version");
CREATE UNIQUE INDEX "ModelVersion_one_active" ON "ModelVersion" ("active") WHERE "active";

-- A cache: after a crash Postgres empties it, and what is asked for is computed again.
CREATE UNLOGGED TABLE "Regions" (
  "modelVersionId" UUID NOT NULL REFERENCES "ModelVersion" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "imageId" UUID NOT NULL REFERENCES "Image" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "values" BYTEA NOT NULL,
  "sizeBytes" INTEGER NOT NULL,
  "usedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("modelVersionId", "imageId")
);
ALTER TABLE "Regions" ALTER COLUMN "values" SET STORAGE EXTERNAL;
CREATE INDEX "Regions_imageId_idx" ON "Regions" ("imageId");
CREATE INDEX "Regions_usedAt_idx" ON "Regions" ("usedAt");

CREATE TABLE "PredictionBatch" (
  "id" UUID PRIMARY KEY,
  "modelVersionId" UUID NOT NULL REFERENCES "ModelVersion" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "vocabularyId" UUID NOT NULL REFERENCES "Vocabulary" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "topK" INTEGER NOT NULL,
  "state" "BatchState" NOT NULL DEFAULT 'QUEUED',
  "total" INTEGER NOT NULL,
  "completed" INTEGER NOT NULL DEFAULT 0,
  "failed" INTEGER NOT NULL DEFAULT 0,
  "sequence" INTEGER NOT NULL DEFAULT 0,
  "idempotencyKey" TEXT,
  "requestHash" TEXT NOT NULL,
  "errorMessage" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "startedAt" TIMESTAMPTZ(3),
  "finishedAt" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "PredictionBatch_idempotencyKey_key" ON "PredictionBatch" ("idempotencyKey");
CREATE INDEX "PredictionBatch_vocabularyId_idx" ON "PredictionBatch" ("vocabularyId");

CREATE TABLE "Prediction" (
  "id" UUID PRIMARY KEY,
  "batchId" UUID REFERENCES "PredictionBatch" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "position" INTEGER NOT NULL DEFAULT 0,
  "imageId" UUID NOT NULL REFERENCES "Image" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "modelVersionId" UUID NOT NULL REFERENCES "ModelVersion" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "vocabularyId" UUID NOT NULL REFERENCES "Vocabulary" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "state" "PredictionState" NOT NULL DEFAULT 'PENDING',
  "labels" INTEGER[],
  "scores" REAL[],
  "errorCode" TEXT,
  "errorMessage" TEXT,
  "finishedAt" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "Prediction_batchId_position_key" ON "Prediction" ("batchId", "position");
CREATE INDEX "Prediction_imageId_idx" ON "Prediction" ("imageId");
CREATE INDEX "Prediction_vocabularyId_idx" ON "Prediction" ("vocabularyId");

CREATE TABLE "BatchEvent" (
  "batchId" UUID NOT NULL REFERENCES "PredictionBatch" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "sequence" INTEGER NOT NULL,
  "state" "BatchState" NOT NULL,
  "completed" INTEGER NOT NULL,
  "failed" INTEGER NOT NULL,
  "total" INTEGER NOT NULL,
  "predictionIds" UUID[],
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("batchId", "sequence")
);
