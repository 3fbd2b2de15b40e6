CREATE TABLE "ModelSetup" (
  "id" UUID PRIMARY KEY REFERENCES "Work" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "catalogueId" TEXT NOT NULL,
  -- Where its files come from instead of the publisher: a mirror, or a folder of the host that it names.
  "mirror" TEXT,
  "directory" TEXT,
  "directoryHost" TEXT,
  -- Set as soon as it is imported: from then on the files are not needed anymore.
  "modelVersionId" UUID REFERENCES "ModelVersion" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX "ModelSetup_catalogueId_idx" ON "ModelSetup" ("catalogueId");
CREATE INDEX "ModelSetup_modelVersionId_idx" ON "ModelSetup" ("modelVersionId");

CREATE TRIGGER "removeWork" AFTER DELETE ON "ModelSetup"
  FOR EACH ROW EXECUTE FUNCTION "removeWorkWithItsOwnRow"();
