-- Everything heavy, named by the SHA-256 of its content. No foreign key leads here: a row names a blob by its hash, so
-- that blobs can be kept elsewhere. What no row names is removed a day after it was stored last.
CREATE TABLE "Blob" (
  "hash" CHAR(64) PRIMARY KEY,
  "sizeBytes" BIGINT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- Pieces of 1 MiB, the last one shorter.
CREATE TABLE "BlobChunk" (
  "hash" CHAR(64) NOT NULL REFERENCES "Blob" ("hash") ON DELETE CASCADE ON UPDATE CASCADE,
  "position" INTEGER NOT NULL,
  "bytes" BYTEA NOT NULL,
  PRIMARY KEY ("hash", "position")
);
-- Pictures are compressed already, and weights cannot be.
ALTER TABLE "BlobChunk" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

INSERT INTO "Blob" ("hash", "sizeBytes", "createdAt")
SELECT "sha256", octet_length("bytes"), "createdAt" FROM "Image";
INSERT INTO "BlobChunk" ("hash", "position", "bytes")
SELECT "sha256", n, substr("bytes", n * 1048576 + 1, 1048576)
FROM "Image", generate_series(0, (octet_length("bytes") - 1) / 1048576) AS n;
ALTER TABLE "Image" DROP COLUMN "bytes";
-- The change of type writes the table anew, and so gives back what the bytes took.
ALTER TABLE "Image" ALTER COLUMN "sha256" TYPE CHAR(64);
