-- Text encoders: a vector space may own the package that makes its vectors, and a label may say how it is put to it.

ALTER TABLE "VectorSpace"
  ADD COLUMN "packageHash" CHAR(64) REFERENCES "Package" ("hash") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD COLUMN "encoder" JSONB;
CREATE INDEX "VectorSpace_packageHash_idx" ON "VectorSpace" ("packageHash");

-- Not used here: a new value of an enum cannot be used in the transaction that adds it.
ALTER TYPE "LabelOrigin" ADD VALUE 'ENCODED';

ALTER TABLE "VocabularyLabel" ADD COLUMN "prompt" TEXT, ADD COLUMN "phrases" TEXT[] NOT NULL DEFAULT '{}';
