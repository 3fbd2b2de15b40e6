import type { Database } from "../../../src/storage/database/database";
import { openDatabase } from "../../../src/storage/database/open-database";
import { holdProcessLease } from "../../../src/storage/work/job-workers";
import { prepareJobs } from "../../../src/storage/work/run-jobs";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  await prepareJobs(database.url);
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

describe("a job that takes many hours", () => {
  it("looks freshly locked as long as its process lives; another process's lock is not touched", async () => {
    const lease = await holdProcessLease(db);
    const addJobLockedBy = async (workerId: string) => {
      const { rows } = await db.pool.query("SELECT id FROM graphile_worker.add_job('long')");
      await db.pool.query(
        `UPDATE graphile_worker._private_jobs SET locked_at = now() - interval '3 hours', locked_by = $2
         WHERE id = $1`,
        [rows[0].id, workerId],
      );
    };
    await addJobLockedBy(lease.workerId(2));
    await addJobLockedBy("regionary-1-0");
    await lease.renewLocks();
    const { rows } = await db.pool.query(
      "SELECT locked_at > now() - interval '1 minute' AS fresh FROM graphile_worker.jobs ORDER BY id",
    );
    expect(rows).toEqual([{ fresh: true }, { fresh: false }]);
    await lease.release();
  });
});
