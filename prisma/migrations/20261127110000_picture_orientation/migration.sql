-- How a picture of a set is read that people see otherwise than it is stored.

CREATE TYPE "PictureOrientation" AS ENUM ('AS_STORED', 'AS_SEEN', 'UNKNOWN');

ALTER TABLE "BenchmarkItem" ADD COLUMN "orientation" "PictureOrientation";
