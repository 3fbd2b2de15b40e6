-- Files that are sent in parts, and imports of benchmark sets from them.
CREATE TABLE "Upload" (
  "id" UUID PRIMARY KEY,
  "name" TEXT NOT NULL,
  "sizeBytes" BIGINT NOT NULL,
  -- Its parts follow one another without a gap.
  "receivedBytes" BIGINT NOT NULL DEFAULT 0,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE "UploadPart" (
  "uploadId" UUID NOT NULL REFERENCES "Upload" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "start" BIGINT NOT NULL,
  "sizeBytes" INTEGER NOT NULL,
  "blobHash" TEXT NOT NULL,
  PRIMARY KEY ("uploadId", "start")
);
CREATE INDEX "UploadPart_blobHash_idx" ON "UploadPart" ("blobHash");

-- An import without these is made by a command, from files of its host. The upload is gone once it is complete.
ALTER TABLE "BenchmarkImport" ADD COLUMN "uploadId" UUID, ADD COLUMN "reading" JSONB;
