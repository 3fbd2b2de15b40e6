-- Stored pictures made small, so that a page of them is not decoded each time that it is looked at.
CREATE TABLE "Thumbnail" (
  "imageId" UUID NOT NULL REFERENCES "Image" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  -- As asked for, in pixels; a narrower picture keeps its own.
  "width" INTEGER NOT NULL,
  -- WebP.
  "bytes" BYTEA NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("imageId", "width")
);
-- They are compressed already.
ALTER TABLE "Thumbnail" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
CREATE INDEX "Thumbnail_createdAt_idx" ON "Thumbnail" ("createdAt");
