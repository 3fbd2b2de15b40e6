-- Prediction batches, evaluation runs and trainings were one kind of thing, kept three times: durable work. What they
-- share moves to one table and one list of events; their own tables keep what is their own, under the same ids.
ALTER TYPE "BatchState" RENAME TO "WorkState";
CREATE TYPE "WorkKind" AS ENUM
  ('PREDICTION', 'EVALUATION', 'TRAINING', 'BENCHMARK_IMPORT', 'QUANTIZATION', 'COMPARISON');

CREATE TABLE "Work" (
  "id" UUID PRIMARY KEY,
  "kind" "WorkKind" NOT NULL,
  "state" "WorkState" NOT NULL DEFAULT 'QUEUED',
  "phase" TEXT,
  "done" INTEGER NOT NULL DEFAULT 0,
  "failed" INTEGER NOT NULL DEFAULT 0,
  "total" INTEGER NOT NULL DEFAULT 0,
  "detail" JSONB,
  "sequence" INTEGER NOT NULL DEFAULT 0,
  "errorMessage" TEXT,
  "requestHash" TEXT NOT NULL,
  "idempotencyKey" TEXT,
  "host" TEXT,
  "fixed" JSONB,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "startedAt" TIMESTAMPTZ(3),
  "finishedAt" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "Work_kind_idempotencyKey_key" ON "Work" ("kind", "idempotencyKey");
CREATE INDEX "Work_kind_id_idx" ON "Work" ("kind", "id");
CREATE INDEX "Work_requestHash_idx" ON "Work" ("requestHash");
CREATE INDEX "Work_unfinished" ON "Work" ("kind") WHERE "state" IN ('QUEUED', 'RUNNING');

CREATE TABLE "WorkEvent" (
  "workId" UUID NOT NULL REFERENCES "Work" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "sequence" INTEGER NOT NULL,
  "state" "WorkState" NOT NULL,
  "phase" TEXT,
  "done" INTEGER NOT NULL,
  "failed" INTEGER NOT NULL,
  "total" INTEGER NOT NULL,
  "detail" JSONB,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("workId", "sequence")
);

-- On what older work runs was not recorded: any host goes on with it. What it runs with is in its own table.
INSERT INTO "Work" ("id", "kind", "state", "done", "failed", "total", "sequence", "errorMessage", "requestHash",
    "idempotencyKey", "fixed", "createdAt", "startedAt", "finishedAt")
  SELECT "id", 'PREDICTION', "state", "completed", "failed", "total", "sequence", "errorMessage", "requestHash",
    "idempotencyKey", '{"provider": null, "precision": null, "threads": null}', "createdAt", "startedAt", "finishedAt"
  FROM "PredictionBatch";
INSERT INTO "Work" ("id", "kind", "state", "phase", "done", "total", "detail", "sequence", "errorMessage",
    "requestHash", "idempotencyKey", "fixed", "createdAt", "startedAt", "finishedAt")
  SELECT "id", 'EVALUATION', "state", CASE WHEN "startedAt" IS NULL THEN NULL ELSE 'MEASURING' END, "imagesDone",
    "total", CASE WHEN "imagesPerSecond" IS NOT NULL THEN jsonb_build_object('imagesPerSecond', "imagesPerSecond") END,
    "sequence", "errorMessage", "requestHash", "idempotencyKey",
    CASE WHEN "batchImages" IS NOT NULL THEN '{"provider": null, "precision": null, "threads": null}'::jsonb END,
    "createdAt", "startedAt", "finishedAt"
  FROM "EvaluationRun";
INSERT INTO "Work" ("id", "kind", "state", "phase", "done", "total", "detail", "sequence", "errorMessage",
    "requestHash", "idempotencyKey", "fixed", "createdAt", "startedAt", "finishedAt")
  SELECT "id", 'TRAINING', "state"::text::"WorkState", "progress" ->> 'phase', coalesce(("progress" ->> 'step')::int, 0),
    coalesce(("progress" ->> 'steps')::int, 0), "progress", "sequence", "errorMessage", "requestHash",
    "idempotencyKey", jsonb_build_object('provider', NULL, 'precision', NULL, 'threads', "settings" -> 'threads'),
    "createdAt", "startedAt", "finishedAt"
  FROM "Training";

-- The numbers of events stay, so that who watches goes on after the last one seen.
INSERT INTO "WorkEvent" ("workId", "sequence", "state", "done", "failed", "total", "detail", "createdAt")
  SELECT "batchId", "sequence", "state", "completed", "failed", "total",
    CASE WHEN cardinality("predictionIds") > 0 THEN jsonb_build_object('predictionIds', to_jsonb("predictionIds")) END,
    "createdAt"
  FROM "BatchEvent";
INSERT INTO "WorkEvent" ("workId", "sequence", "state", "phase", "done", "failed", "total", "detail", "createdAt")
  SELECT "runId", "sequence", "state", CASE WHEN "state" = 'QUEUED' THEN NULL ELSE 'MEASURING' END, "imagesDone", 0,
    "total", CASE WHEN "imagesPerSecond" IS NOT NULL THEN jsonb_build_object('imagesPerSecond', "imagesPerSecond") END,
    "createdAt"
  FROM "EvaluationEvent";
INSERT INTO "WorkEvent" ("workId", "sequence", "state", "phase", "done", "failed", "total", "detail", "createdAt")
  SELECT "trainingId", "sequence", "state"::text::"WorkState", "progress" ->> 'phase',
    coalesce(("progress" ->> 'step')::int, 0), 0, coalesce(("progress" ->> 'steps')::int, 0), "progress", "createdAt"
  FROM "TrainingEvent";
DROP TABLE "BatchEvent", "EvaluationEvent", "TrainingEvent";

-- The version that was asked for, and the one that makes it: the same, or its 8-bit version on hosts where that stands in.
ALTER TABLE "PredictionBatch" ADD COLUMN "madeById" UUID REFERENCES "ModelVersion" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
UPDATE "PredictionBatch" SET "madeById" = "modelVersionId";
ALTER TABLE "PredictionBatch"
  ADD FOREIGN KEY ("id") REFERENCES "Work" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  DROP COLUMN "state", DROP COLUMN "total", DROP COLUMN "completed", DROP COLUMN "failed", DROP COLUMN "sequence",
  DROP COLUMN "idempotencyKey", DROP COLUMN "requestHash", DROP COLUMN "errorMessage", DROP COLUMN "createdAt",
  DROP COLUMN "startedAt", DROP COLUMN "finishedAt";
ALTER TABLE "EvaluationRun"
  ADD FOREIGN KEY ("id") REFERENCES "Work" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  DROP COLUMN "state", DROP COLUMN "total", DROP COLUMN "imagesDone", DROP COLUMN "imagesPerSecond",
  DROP COLUMN "sequence", DROP COLUMN "idempotencyKey", DROP COLUMN "requestHash", DROP COLUMN "errorMessage",
  DROP COLUMN "createdAt", DROP COLUMN "startedAt", DROP COLUMN "finishedAt";
ALTER TABLE "Training"
  ADD FOREIGN KEY ("id") REFERENCES "Work" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  DROP COLUMN "state", DROP COLUMN "progress", DROP COLUMN "sequence", DROP COLUMN "idempotencyKey",
  DROP COLUMN "requestHash", DROP COLUMN "errorMessage", DROP COLUMN "createdAt", DROP COLUMN "startedAt",
  DROP COLUMN "finishedAt";
DROP TYPE "TrainingState";

-- Work ends with its own row, as when a vocabulary is deleted with its batches; and whoever watches it is woken.
CREATE FUNCTION "removeWorkWithItsOwnRow"() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM "Work" WHERE "id" = OLD."id";
    RETURN NULL;
  END $$;
CREATE TRIGGER "removeWork" AFTER DELETE ON "PredictionBatch"
  FOR EACH ROW EXECUTE FUNCTION "removeWorkWithItsOwnRow"();
CREATE TRIGGER "removeWork" AFTER DELETE ON "EvaluationRun"
  FOR EACH ROW EXECUTE FUNCTION "removeWorkWithItsOwnRow"();
CREATE TRIGGER "removeWork" AFTER DELETE ON "Training"
  FOR EACH ROW EXECUTE FUNCTION "removeWorkWithItsOwnRow"();
CREATE FUNCTION "tellOfRemovedWork"() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_notify('regionary_work', OLD."id" || ' ' || OLD."kind" || ' REMOVED');
    RETURN NULL;
  END $$;
CREATE TRIGGER "tellOfRemovedWork" AFTER DELETE ON "Work"
  FOR EACH ROW EXECUTE FUNCTION "tellOfRemovedWork"();

-- Jobs were named by kind in three ways; what has not ended gets a job of the new kind at the next start.
DO $$
BEGIN
  IF to_regclass('graphile_worker._private_jobs') IS NOT NULL THEN
    DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
      WHERE t.id = j.task_id AND t.identifier IN ('run-prediction-batch', 'run-evaluation', 'run-training');
  END IF;
END $$;
