-- People's own words on images, and what they say is not on them.
CREATE TYPE "TagOrigin" AS ENUM ('HAND', 'PREDICTION');

CREATE TABLE "ImageTag" (
  "imageId" UUID NOT NULL REFERENCES "Image" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  -- The tag as it is compared: in lower case.
  "tagKey" TEXT COLLATE "C" NOT NULL,
  "tag" TEXT NOT NULL,
  "origin" "TagOrigin" NOT NULL,
  -- Of a prediction: what made it, and how sure that was then. A deleted model or vocabulary leaves its tags.
  "modelVersionId" UUID REFERENCES "ModelVersion" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  "vocabularyId" UUID REFERENCES "Vocabulary" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  "label" TEXT,
  "score" REAL,
  "probability" DOUBLE PRECISION,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("imageId", "tagKey")
);
CREATE INDEX "ImageTag_tagKey_imageId_idx" ON "ImageTag" ("tagKey", "imageId");
CREATE INDEX "ImageTag_modelVersionId_idx" ON "ImageTag" ("modelVersionId");
CREATE INDEX "ImageTag_vocabularyId_idx" ON "ImageTag" ("vocabularyId");

CREATE TABLE "ImageCorrection" (
  "imageId" UUID NOT NULL REFERENCES "Image" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  -- The label as it is compared: in lower case.
  "labelKey" TEXT COLLATE "C" NOT NULL,
  "label" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("imageId", "labelKey")
);
CREATE INDEX "ImageCorrection_labelKey_imageId_idx" ON "ImageCorrection" ("labelKey", "imageId");
