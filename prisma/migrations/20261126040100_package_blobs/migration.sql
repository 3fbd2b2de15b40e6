-- The files of packages become blobs. A file's SHA-256 cannot be told here, for a file may be larger than a value can
-- be: what is stored is moved, package by package, by the service as it starts (storage/models/move-older-packages).
ALTER TABLE "PackageFile" RENAME TO "OlderPackageFile";
ALTER TABLE "PackageChunk" RENAME TO "OlderPackageChunk";
ALTER TABLE "OlderPackageFile" RENAME CONSTRAINT "PackageFile_pkey" TO "OlderPackageFile_pkey";

CREATE TABLE "PackageFile" (
  "packageHash" CHAR(64) NOT NULL REFERENCES "Package" ("hash") ON DELETE CASCADE ON UPDATE CASCADE,
  "name" TEXT NOT NULL,
  "blobHash" CHAR(64) NOT NULL,
  PRIMARY KEY ("packageHash", "name")
);
CREATE INDEX "PackageFile_blobHash_idx" ON "PackageFile" ("blobHash");

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM "OlderPackageFile") THEN
    DROP TABLE "OlderPackageChunk", "OlderPackageFile";
  END IF;
END
$$;
