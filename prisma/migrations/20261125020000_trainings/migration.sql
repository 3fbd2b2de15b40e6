CREATE TYPE "TrainingState" AS ENUM ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED');

-- What made a version that was trained here; null for an imported one.
ALTER TABLE "ModelVersion" ADD COLUMN "training" JSONB;

CREATE TABLE "Training" (
  "id" UUID PRIMARY KEY,
  "state" "TrainingState" NOT NULL DEFAULT 'QUEUED',
  "setId" UUID NOT NULL REFERENCES "BenchmarkSet" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "backboneId" UUID NOT NULL REFERENCES "Backbone" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "name" TEXT NOT NULL,
  "recipe" JSONB NOT NULL,
  "seed" INTEGER NOT NULL,
  "settings" JSONB NOT NULL,
  "dataHash" TEXT NOT NULL,
  "progress" JSONB,
  "report" JSONB,
  "modelVersionId" UUID REFERENCES "ModelVersion" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "sequence" INTEGER NOT NULL DEFAULT 0,
  "idempotencyKey" TEXT,
  "requestHash" TEXT NOT NULL,
  "errorMessage" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "startedAt" TIMESTAMPTZ(3),
  "finishedAt" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "Training_idempotencyKey_key" ON "Training" ("idempotencyKey");
CREATE INDEX "Training_setId_idx" ON "Training" ("setId");
CREATE INDEX "Training_backboneId_idx" ON "Training" ("backboneId");
CREATE INDEX "Training_modelVersionId_idx" ON "Training" ("modelVersionId");

CREATE TABLE "TrainingEvent" (
  "trainingId" UUID NOT NULL REFERENCES "Training" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "sequence" INTEGER NOT NULL,
  "state" "TrainingState" NOT NULL,
  "progress" JSONB,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("trainingId", "sequence")
);
