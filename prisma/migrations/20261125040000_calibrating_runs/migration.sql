-- A run with too few labels has none, and must not hide that of an earlier run.
ALTER TABLE "EvaluationReport" ADD COLUMN "hasCalibration" BOOLEAN NOT NULL
  GENERATED ALWAYS AS (("json"::json ->> 'calibration') IS NOT NULL) STORED;
