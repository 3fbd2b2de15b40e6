-- The report on an 8-bit version was kept among what describes its head.
ALTER TABLE "ModelVersion" ADD COLUMN "quantization" JSONB;
UPDATE "ModelVersion" SET "quantization" = "descriptor" -> 'quantization', "descriptor" = "descriptor" - 'quantization'
  WHERE "descriptor" ? 'quantization';
