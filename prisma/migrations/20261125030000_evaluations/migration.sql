CREATE TABLE "EvaluationRun" (
  "id" UUID PRIMARY KEY,
  -- What a run was made of cannot be deleted while the run is there.
  "benchmarkSetId" UUID NOT NULL REFERENCES "BenchmarkSet" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "modelVersionId" UUID NOT NULL REFERENCES "ModelVersion" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "protocol" TEXT NOT NULL,
  "ks" INTEGER[] NOT NULL,
  "resamples" INTEGER NOT NULL,
  "state" "BatchState" NOT NULL DEFAULT 'QUEUED',
  "total" INTEGER NOT NULL,
  "imagesDone" INTEGER NOT NULL DEFAULT 0,
  "shardImages" INTEGER NOT NULL,
  "batchImages" INTEGER,
  "imagesPerSecond" DOUBLE PRECISION,
  "sequence" INTEGER NOT NULL DEFAULT 0,
  "idempotencyKey" TEXT,
  "requestHash" TEXT NOT NULL,
  "errorMessage" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "startedAt" TIMESTAMPTZ(3),
  "finishedAt" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "EvaluationRun_idempotencyKey_key" ON "EvaluationRun" ("idempotencyKey");
CREATE INDEX "EvaluationRun_benchmarkSetId_idx" ON "EvaluationRun" ("benchmarkSetId");
CREATE INDEX "EvaluationRun_modelVersionId_idx" ON "EvaluationRun" ("modelVersionId");
CREATE INDEX "EvaluationRun_requestHash_idx" ON "EvaluationRun" ("requestHash");

CREATE TABLE "EvaluationShard" (
  "runId" UUID NOT NULL REFERENCES "EvaluationRun" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "position" INTEGER NOT NULL,
  "fileHash" CHAR(64) NOT NULL,
  PRIMARY KEY ("runId", "position")
);
CREATE INDEX "EvaluationShard_fileHash_idx" ON "EvaluationShard" ("fileHash");

CREATE TABLE "EvaluationEvent" (
  "runId" UUID NOT NULL REFERENCES "EvaluationRun" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "sequence" INTEGER NOT NULL,
  "state" "BatchState" NOT NULL,
  "imagesDone" INTEGER NOT NULL,
  "total" INTEGER NOT NULL,
  "imagesPerSecond" DOUBLE PRECISION,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("runId", "sequence")
);

CREATE TABLE "EvaluationReport" (
  "runId" UUID PRIMARY KEY REFERENCES "EvaluationRun" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "json" TEXT NOT NULL
);
