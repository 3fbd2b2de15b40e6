-- What is done once in a database's life, such as bringing the first model: deleted, it does not come again.
CREATE TABLE "DoneOnce" (
  "name" TEXT PRIMARY KEY,
  "doneAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
