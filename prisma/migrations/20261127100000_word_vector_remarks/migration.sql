-- What an import left out of a word-vector file or repaired in it. Sets of before have none.
ALTER TABLE "WordVectorSet" ADD COLUMN "remarks" JSONB NOT NULL DEFAULT '[]';
