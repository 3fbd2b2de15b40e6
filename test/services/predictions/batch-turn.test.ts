import { setTimeout as delay } from "node:timers/promises";
import { beginTurn } from "../../../src/services/predictions/batch-turn";
import type { Database } from "../../../src/storage/database/database";
import { openDatabase } from "../../../src/storage/database/open-database";
import { prepareJobs } from "../../../src/storage/work/run-jobs";
import { giveJob, putBackJob, waitingJobs } from "../../../src/storage/work/work-jobs";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { eventually } from "../../helpers/eventually";

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
  await prepareJobs(db);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

describe("the turn of a batch at its worker", () => {
  it("ends for a batch that has not begun, but not before a result is stored, or slow batches would never end", async () => {
    await giveJob(db, "PREDICTION", "newcomer");
    const turn = beginTurn(db);
    await delay(1_600); // it has looked by then
    expect(turn.over.aborted).toBe(false);
    turn.gotOn();
    await eventually("the turn is over", async () => turn.over.aborted);
    turn.end();
  });

  it("leaves its batch behind those that have not begun, and only them", async () => {
    await putBackJob(db, "PREDICTION", "put-back");
    expect(await waitingJobs(db, "PREDICTION")).toEqual({ newcomers: 1, others: 1 });
    const { rows } = await db.pool.query(
      "SELECT key FROM graphile_worker.jobs ORDER BY priority, run_at, id",
    );
    expect(rows).toEqual([{ key: "work:newcomer" }, { key: "work:put-back" }]);
  });
});
