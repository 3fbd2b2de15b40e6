-- Imports of benchmark sets, quantizations, and comparisons of evaluation runs become durable work.
CREATE TABLE "BenchmarkImport" (
  "id" UUID PRIMARY KEY REFERENCES "Work" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "name" TEXT NOT NULL,
  "setId" UUID REFERENCES "BenchmarkSet" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX "BenchmarkImport_setId_idx" ON "BenchmarkImport" ("setId");

CREATE TABLE "ModelQuantization" (
  "id" UUID PRIMARY KEY REFERENCES "Work" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  -- What it is of and what it has made stay without it; it goes with what it is of.
  "modelVersionId" UUID NOT NULL REFERENCES "ModelVersion" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "name" TEXT NOT NULL,
  "imageIds" UUID[] NOT NULL,
  "forRanges" INTEGER NOT NULL,
  "vocabularyId" UUID REFERENCES "Vocabulary" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  "resultId" UUID REFERENCES "ModelVersion" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  "report" JSONB
);
CREATE INDEX "ModelQuantization_modelVersionId_idx" ON "ModelQuantization" ("modelVersionId");
CREATE INDEX "ModelQuantization_vocabularyId_idx" ON "ModelQuantization" ("vocabularyId");
CREATE INDEX "ModelQuantization_resultId_idx" ON "ModelQuantization" ("resultId");

CREATE TABLE "EvaluationComparison" (
  "id" UUID PRIMARY KEY REFERENCES "Work" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  -- A comparison without one of its runs cannot be read: its labels are theirs.
  "firstRunId" UUID NOT NULL REFERENCES "EvaluationRun" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "secondRunId" UUID NOT NULL REFERENCES "EvaluationRun" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "EvaluationComparison_firstRunId_idx" ON "EvaluationComparison" ("firstRunId");
CREATE INDEX "EvaluationComparison_secondRunId_idx" ON "EvaluationComparison" ("secondRunId");
-- Apart, because it is megabytes where there are thousands of labels.
CREATE TABLE "EvaluationComparisonResult" (
  "comparisonId" UUID PRIMARY KEY REFERENCES "EvaluationComparison" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "json" TEXT NOT NULL
);

CREATE TRIGGER "removeWork" AFTER DELETE ON "BenchmarkImport"
  FOR EACH ROW EXECUTE FUNCTION "removeWorkWithItsOwnRow"();
CREATE TRIGGER "removeWork" AFTER DELETE ON "ModelQuantization"
  FOR EACH ROW EXECUTE FUNCTION "removeWorkWithItsOwnRow"();
CREATE TRIGGER "removeWork" AFTER DELETE ON "EvaluationComparison"
  FOR EACH ROW EXECUTE FUNCTION "removeWorkWithItsOwnRow"();
