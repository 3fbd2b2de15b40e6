-- A run by which a higher score is less probable must not hide one by which it is more.
ALTER TABLE "EvaluationReport" ADD COLUMN "calibrationRises" BOOLEAN NOT NULL
  GENERATED ALWAYS AS (coalesce(("json"::json #>> '{calibration,calibration,slope}')::float8 > 0, false)) STORED;
