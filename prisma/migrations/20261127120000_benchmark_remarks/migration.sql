-- What the import of a set left out, repaired or found odd.

ALTER TABLE "BenchmarkSet"
  ADD COLUMN "remarks" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "leftOut" JSONB NOT NULL DEFAULT '[]';
