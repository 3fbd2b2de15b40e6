-- What backbone.json and head.json said, each in the shape of one family, is said once as a picture, a grid and
-- stages. The packages themselves stay as they are: nothing reads those files of theirs any more.

-- Backbones: two stages, whose files lie in the backbone's package.
ALTER TABLE "Backbone" ADD COLUMN "description" JSONB;
UPDATE "Backbone" b SET "description" = jsonb_build_object(
  'picture', (d -> 'input') - 'name' || '{"filter": "bilinear", "fit": "stretch"}',
  'encode', jsonb_build_array(
    jsonb_build_object(
      'file', d #> '{body,file}',
      'takes', jsonb_build_array(jsonb_build_object(
        'name', 'image', 'inFile', d #> '{body,input}',
        'shape', jsonb_build_array(3, d #> '{input,height}', d #> '{input,width}'))),
      'gives', jsonb_build_array(jsonb_build_object(
        'name', 'features', 'inFile', d #> '{body,output}',
        'shape', jsonb_build_array(d #> '{features,channels}', d #> '{features,height}', d #> '{features,width}'))),
      'bound', 'compute',
      -- An 8-bit version of a model has a backbone of its own.
      'precision', CASE WHEN EXISTS (
        SELECT FROM "ModelVersion" m WHERE m."backboneId" = b."id" AND m."quantization" IS NOT NULL
      ) THEN 'int8' ELSE 'float32' END),
    jsonb_build_object(
      'file', d #> '{tail,file}',
      'takes', jsonb_build_array(jsonb_build_object(
        'name', 'features', 'inFile', d #> '{tail,input}',
        'shape', jsonb_build_array(d #> '{features,channels}', d #> '{features,height}', d #> '{features,width}'))),
      'gives', jsonb_build_array(jsonb_build_object(
        'name', 'global', 'inFile', d #> '{tail,output}', 'shape', jsonb_build_array(d #> '{global,size}'))),
      'bound', 'memory', 'precision', 'float32')))
FROM (SELECT "id", "descriptor" AS d FROM "Backbone") described WHERE described."id" = b."id";
ALTER TABLE "Backbone" ALTER COLUMN "description" SET NOT NULL;
ALTER TABLE "Backbone" DROP COLUMN "descriptor";

-- Models: every file by the package that it lies in. Until now all were BiAM heads on a backbone.
ALTER TABLE "ModelVersion" ADD COLUMN "description" JSONB;
UPDATE "ModelVersion" m SET "description" = jsonb_build_object(
  'family', 'biam',
  'picture', b."description" -> 'picture',
  'grid', jsonb_build_object(
    'height', s -> 'gridHeight', 'width', s -> 'gridWidth', 'regionSize', s -> 'regionSize'),
  'encode', (
    SELECT jsonb_agg(stage || jsonb_build_object('file', b."packageHash" || '/' || (stage ->> 'file')) ORDER BY n)
    FROM jsonb_array_elements(b."description" -> 'encode') WITH ORDINALITY AS stages (stage, n)
  ) || jsonb_build_array(jsonb_build_object(
    'file', m."packageHash" || '/' || (d ->> 'trunk'),
    'takes', jsonb_build_array(
      jsonb_build_object('name', 'features', 'inFile', 'features',
        'shape', jsonb_build_array(s -> 'featureChannels', s -> 'gridHeight', s -> 'gridWidth')),
      jsonb_build_object('name', 'global', 'inFile', 'global', 'shape', jsonb_build_array(s -> 'globalSize'))),
    'gives', jsonb_build_array(jsonb_build_object('name', 'regions', 'inFile', 'regions',
      'shape', jsonb_build_array((s ->> 'gridHeight')::int * (s ->> 'gridWidth')::int, s -> 'regionSize'))),
    'bound', 'compute', 'precision', 'float32')),
  'labels', jsonb_build_object(
    'from', 'words', 'size', s -> 'wordSize', 'classifiers', m."packageHash" || '/' || (d ->> 'classifiers')),
  'score', jsonb_build_object(
    'graph', m."packageHash" || '/' || (d ->> 'score'),
    'maps', m."packageHash" || '/' || (d ->> 'scoreMaps'),
    'topRegions', s -> 'topRegions', 'probability', 'calibrated', 'zero', 0),
  'sizes', jsonb_build_object(
    'featureChannels', s -> 'featureChannels', 'globalSize', s -> 'globalSize',
    'channelDim', s -> 'channelDim', 'heads', s -> 'heads'))
FROM (SELECT "id", "descriptor" AS d, "descriptor" -> 'sizes' AS s FROM "ModelVersion") described, "Backbone" b
WHERE described."id" = m."id" AND b."id" = m."backboneId";
ALTER TABLE "ModelVersion" ALTER COLUMN "description" SET NOT NULL;
ALTER TABLE "ModelVersion" DROP COLUMN "descriptor";
-- A family may keep all of a model in one package.
ALTER TABLE "ModelVersion" ALTER COLUMN "backboneId" DROP NOT NULL;

-- Regions belong to what made them, the encode stages: models that share these share them. A cache, made anew.
DROP TABLE "Regions";
CREATE UNLOGGED TABLE "Regions" (
  "encoderHash" CHAR(64) NOT NULL,
  "imageId" UUID NOT NULL REFERENCES "Image" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "values" BYTEA NOT NULL,
  "sizeBytes" INTEGER NOT NULL,
  "usedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("encoderHash", "imageId")
);
ALTER TABLE "Regions" ALTER COLUMN "values" SET STORAGE EXTERNAL;
CREATE INDEX "Regions_imageId_idx" ON "Regions" ("imageId");
CREATE INDEX "Regions_usedAt_idx" ON "Regions" ("usedAt");

-- The pictures that gave an 8-bit backbone its ranges: calibration is said of probabilities alone.
UPDATE "ModelVersion" SET "quantization" =
  "quantization" - 'calibrationImages' || jsonb_build_object('rangeImages', "quantization" -> 'calibrationImages')
WHERE "quantization" IS NOT NULL;
