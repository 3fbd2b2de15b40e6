-- A shard is a blob, no longer a file.
ALTER TABLE "EvaluationShard" RENAME COLUMN "fileHash" TO "blobHash";
ALTER INDEX "EvaluationShard_fileHash_idx" RENAME TO "EvaluationShard_blobHash_idx";
