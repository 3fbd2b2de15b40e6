-- A person's images apart from those that only the import of a benchmark set stored. Of the images there are, those
-- are the import's that an imported set has and that were stored after its import began. An image of a set that was
-- deleted, or that a person added before the import, is the person's.
ALTER TABLE "Image" ADD COLUMN "addedByPerson" BOOLEAN NOT NULL DEFAULT true;
UPDATE "Image" i SET "addedByPerson" = false
WHERE EXISTS (
  SELECT FROM "BenchmarkItem" item JOIN "BenchmarkSet" s ON s."id" = item."setId"
  WHERE item."imageId" = i."id" AND s."format" <> 'stored-images' AND s."createdAt" <= i."createdAt"
);

-- What images are ordered by and searched in by name. A column, for an index over an expression is read with the table.
ALTER TABLE "Image" ADD COLUMN "nameKey" TEXT COLLATE "C" NOT NULL
  GENERATED ALWAYS AS (lower(coalesce("name", ''))) STORED;

-- Pages of images, of all and of a person's own, by time and by name.
CREATE INDEX "Image_added" ON "Image" ("createdAt", "id");
CREATE INDEX "Image_added_own" ON "Image" ("createdAt", "id") WHERE "addedByPerson";
CREATE INDEX "Image_name" ON "Image" ("nameKey", "id");
CREATE INDEX "Image_name_own" ON "Image" ("nameKey", "id") WHERE "addedByPerson";
