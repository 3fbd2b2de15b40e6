-- The processes that serve this database, as each last told of itself.
CREATE TABLE "Host" (
  "id" UUID NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  -- Whose advisory lock shows that it lives.
  "processName" TEXT NOT NULL,
  "version" TEXT NOT NULL,
  "status" JSONB NOT NULL,
  "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "stoppedAt" TIMESTAMPTZ(3)
);
