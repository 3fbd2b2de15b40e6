-- The last checkpoint of each training that has not ended: a blob, so that any host goes on from it.
CREATE TABLE "TrainingCheckpoint" (
  "trainingId" UUID PRIMARY KEY REFERENCES "Training" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "number" INTEGER NOT NULL,
  "blobHash" CHAR(64) NOT NULL
);
CREATE INDEX "TrainingCheckpoint_blobHash_idx" ON "TrainingCheckpoint" ("blobHash");
