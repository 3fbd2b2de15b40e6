-- The float32 version that an 8-bit one was made from, and stands in for on a CPU.
ALTER TABLE "ModelVersion" ADD COLUMN "float32VersionId" UUID
  REFERENCES "ModelVersion" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "ModelVersion_float32VersionId_idx" ON "ModelVersion" ("float32VersionId");
UPDATE "ModelVersion" q SET "float32VersionId" = s."id"
  FROM "ModelVersion" s
  WHERE q."descriptor" -> 'quantization' ->> 'source' = s."name" || '@' || s."version";
