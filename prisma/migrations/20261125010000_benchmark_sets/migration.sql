CREATE TYPE "BenchmarkKind" AS ENUM ('IMAGES', 'FEATURES');
CREATE TYPE "UnlistedLabels" AS ENUM ('ABSENT', 'UNKNOWN');
CREATE TYPE "FeatureType" AS ENUM ('FLOAT16', 'FLOAT32');

CREATE TABLE "BenchmarkSet" (
  "id" UUID PRIMARY KEY,
  "name" TEXT NOT NULL,
  "kind" "BenchmarkKind" NOT NULL,
  "format" TEXT NOT NULL,
  "protocol" TEXT NOT NULL,
  "unlisted" "UnlistedLabels" NOT NULL,
  -- What it is scored with: it cannot be deleted while the set is there.
  "vocabularyId" UUID NOT NULL REFERENCES "Vocabulary" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "labelKeys" TEXT[] NOT NULL,
  "featureShape" JSONB,
  "featureType" "FeatureType",
  "total" INTEGER NOT NULL,
  "stored" INTEGER NOT NULL DEFAULT 0,
  "contentHash" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "BenchmarkSet_name_key" ON "BenchmarkSet" ("name");
CREATE INDEX "BenchmarkSet_vocabularyId_idx" ON "BenchmarkSet" ("vocabularyId");

CREATE TABLE "BenchmarkItem" (
  "setId" UUID NOT NULL REFERENCES "BenchmarkSet" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "position" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "imageId" UUID REFERENCES "Image" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "present" INTEGER[] NOT NULL,
  "absent" INTEGER[] NOT NULL,
  "unknown" INTEGER[] NOT NULL,
  "boxes" JSONB,
  "features" BYTEA,
  "global" BYTEA,
  "hash" BYTEA NOT NULL,
  PRIMARY KEY ("setId", "position")
);
-- Features do not compress.
ALTER TABLE "BenchmarkItem" ALTER COLUMN "features" SET STORAGE EXTERNAL;
ALTER TABLE "BenchmarkItem" ALTER COLUMN "global" SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX "BenchmarkItem_setId_name_key" ON "BenchmarkItem" ("setId", "name");
CREATE INDEX "BenchmarkItem_imageId_idx" ON "BenchmarkItem" ("imageId");
