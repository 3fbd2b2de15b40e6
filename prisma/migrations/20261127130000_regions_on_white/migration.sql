-- What is see-through is shown on white, and floats are scaled: regions that were made of other pixels are made anew.
DELETE FROM "Regions" USING "Image"
WHERE "Image"."id" = "Regions"."imageId" AND "Image"."mediaType" <> 'image/jpeg';
