-- What joins a stored picture with a person's folders, with the camera's clock and with another program's records.
ALTER TABLE "Image"
  ADD COLUMN "path" TEXT,
  ADD COLUMN "capturedAt" TIMESTAMPTZ(3),
  ADD COLUMN "capturedOffset" TEXT,
  ADD COLUMN "externalId" TEXT,
  -- What images are ordered by and searched in by path; a picture without one has its name.
  ADD COLUMN "pathKey" TEXT COLLATE "C" NOT NULL
    GENERATED ALWAYS AS (lower(coalesce("path", "name", ''))) STORED,
  -- What they are ordered by in time: when they were taken or, where that is unknown, stored.
  ADD COLUMN "takenKey" TIMESTAMPTZ(3) NOT NULL
    GENERATED ALWAYS AS (coalesce("capturedAt", "createdAt")) STORED;

CREATE UNIQUE INDEX "Image_externalId_key" ON "Image" ("externalId");
CREATE INDEX "Image_path" ON "Image" ("pathKey", "id");
CREATE INDEX "Image_path_own" ON "Image" ("pathKey", "id") WHERE "addedByPerson";
CREATE INDEX "Image_taken" ON "Image" ("takenKey", "id");
CREATE INDEX "Image_taken_own" ON "Image" ("takenKey", "id") WHERE "addedByPerson";

-- Files that were read, so that an unchanged one is not read again.
CREATE TABLE "ImageFile" (
  -- The SHA-256 of its path on its host.
  "key" CHAR(64) PRIMARY KEY,
  -- Size, modification time and inode when it was read.
  "state" TEXT NOT NULL,
  "imageId" UUID NOT NULL REFERENCES "Image" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "ImageFile_imageId_idx" ON "ImageFile" ("imageId");
