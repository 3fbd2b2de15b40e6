import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { migrate } from "../../../src/storage/database/migrate";
import { createTestDatabase } from "../../helpers/database";

const MIGRATIONS = path.resolve(__dirname, "../../../prisma/migrations");
const BATCH = "00000000-0000-7000-8000-000000000001";
const RUN = "00000000-0000-7000-8000-000000000002";
const TRAINING = "00000000-0000-7000-8000-000000000003";
const [SET, MODEL, BACKBONE, VOCABULARY, PREDICTION] = [4, 5, 6, 7, 8].map(
  (n) => `00000000-0000-7000-8000-00000000000${n}`,
);
const HASH = "a".repeat(64);
const AT = "2026-11-25T10:00:00.000Z";

/** A row of each table as the version before wrote it. */
const OLDER_ROWS = `
  INSERT INTO "Vocabulary" VALUES ('${VOCABULARY}', 'v', 1, '${HASH}', 8, 1, '\\x00', NULL);
  INSERT INTO "Package" VALUES ('${HASH}', 0);
  INSERT INTO "Backbone" VALUES ('${BACKBONE}', 'b', '${HASH}', '{}');
  INSERT INTO "ModelVersion" ("id", "name", "version", "backboneId", "packageHash", "descriptor")
    VALUES ('${MODEL}', 'm', 1, '${BACKBONE}', '${HASH}', '{}');
  INSERT INTO "BenchmarkSet" ("id", "name", "kind", "format", "protocol", "unlisted", "vocabularyId", "labelKeys", "total")
    VALUES ('${SET}', 's', 'IMAGES', 'test', 'custom', 'ABSENT', '${VOCABULARY}', '{}', 9);
  INSERT INTO "PredictionBatch" VALUES
    ('${BATCH}', '${MODEL}', '${VOCABULARY}', 5, 'RUNNING', 9, 3, 1, 2, 'key', 'hash', NULL, '${AT}', '${AT}', NULL);
  INSERT INTO "BatchEvent" VALUES ('${BATCH}', 1, 'QUEUED', 0, 0, 9, '{}', '${AT}'),
    ('${BATCH}', 2, 'RUNNING', 3, 1, 9, '{${PREDICTION}}', '${AT}');
  INSERT INTO "EvaluationRun" VALUES ('${RUN}', '${SET}', '${MODEL}', 'custom', '{1}', 10, 'FAILED', 9, 4, 2, 8, 1.5, 3,
    NULL, 'hash', 'why', '${AT}', '${AT}', '${AT}');
  INSERT INTO "EvaluationEvent" VALUES ('${RUN}', 3, 'FAILED', 4, 9, 1.5, '${AT}');
  INSERT INTO "Training" VALUES ('${TRAINING}', 'RUNNING', '${SET}', '${BACKBONE}', 't', '{}', 1, '{"threads": 2}', 'data',
    '{"phase": "SEARCHING", "step": 6, "steps": 20}', NULL, NULL, 7, 'key', 'hash', NULL, '${AT}', '${AT}', NULL);
  INSERT INTO "TrainingEvent" VALUES ('${TRAINING}', 7, 'RUNNING', '{"phase": "SEARCHING", "step": 6, "steps": 20}', '${AT}');`;

/** A database in which the older version has worked, brought up to now; what it holds then. */
async function migrated(): Promise<{ works: unknown[]; events: unknown[]; batches: unknown[] }> {
  const database = await createTestDatabase();
  const older = await mkdtemp(path.join(os.tmpdir(), "regionary-migrations-"));
  const url = `${database.url}?options=-csearch_path%3Dfresh`;
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.query("CREATE SCHEMA fresh");
    for (const name of await readdir(MIGRATIONS))
      if (name < "20261126")
        // those of the older version itself
        await cp(path.join(MIGRATIONS, name), path.join(older, name), { recursive: true });
    await migrate(url, older);
    await client.query(OLDER_ROWS);
    await migrate(url, MIGRATIONS);
    const rowsOf = async (sql: string) => (await client.query(sql)).rows;
    return {
      works: await rowsOf('SELECT * FROM "Work" ORDER BY "id"'),
      events: await rowsOf('SELECT * FROM "WorkEvent" ORDER BY "workId", "sequence"'),
      batches: await rowsOf('SELECT * FROM "PredictionBatch"'),
    };
  } finally {
    await client.end();
    await rm(older, { recursive: true });
    await database.drop();
  }
}

describe("work from before all kinds were one", () => {
  it("keeps its state, its counts, its keys and the numbers of its events", async () => {
    const at = new Date(AT);
    const { works, events, batches } = await migrated();
    const times = { createdAt: at, startedAt: at };
    expect(works).toEqual([
      expect.objectContaining({
        ...{ id: BATCH, kind: "PREDICTION", state: "RUNNING", done: 3, failed: 1, total: 9, sequence: 2 },
        ...{ idempotencyKey: "key", requestHash: "hash", errorMessage: null, finishedAt: null, ...times },
      }),
      expect.objectContaining({
        ...{
          id: RUN,
          kind: "EVALUATION",
          state: "FAILED",
          phase: "MEASURING",
          done: 4,
          total: 9,
          sequence: 3,
        },
        ...{ errorMessage: "why", detail: { imagesPerSecond: 1.5 }, finishedAt: at, ...times },
      }),
      expect.objectContaining({
        ...{ id: TRAINING, kind: "TRAINING", state: "RUNNING", phase: "SEARCHING", done: 6, total: 20 },
        ...{ sequence: 7, idempotencyKey: "key", detail: { phase: "SEARCHING", step: 6, steps: 20 } },
        fixed: { provider: null, precision: null, threads: 2 },
      }),
    ]);
    expect(events).toEqual([
      expect.objectContaining({ workId: BATCH, sequence: 1, state: "QUEUED", done: 0, detail: null }),
      expect.objectContaining({
        ...{ workId: BATCH, sequence: 2, state: "RUNNING", done: 3, failed: 1, total: 9, createdAt: at },
        detail: { predictionIds: [PREDICTION] },
      }),
      expect.objectContaining({
        workId: RUN,
        sequence: 3,
        state: "FAILED",
        detail: { imagesPerSecond: 1.5 },
      }),
      expect.objectContaining({ workId: TRAINING, sequence: 7, phase: "SEARCHING", done: 6, total: 20 }),
    ]);
    expect(batches).toEqual([
      { id: BATCH, modelVersionId: MODEL, madeById: MODEL, vocabularyId: VOCABULARY, topK: 5 },
    ]);
  });
});
