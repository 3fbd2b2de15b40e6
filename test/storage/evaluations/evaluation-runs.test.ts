import { deleteEvaluationRun } from "../../../src/storage/evaluations/evaluation-runs";
import { storeEvaluation, storeFeatureSet } from "../../helpers/evaluations/stored-evaluations";
import { eventually } from "../../helpers/eventually";
import { storedModel } from "../../helpers/models/stored-model";

describe("deleting an evaluation run", () => {
  const stored = storedModel(0);
  const fileHash = "f".repeat(64);

  it("names the file of a shard that was being recorded meanwhile, so that no file is left", async () => {
    const { db } = stored();
    const run = await storeEvaluation(
      stored(),
      await storeFeatureSet(stored(), { name: "few", count: 5 }),
      5,
    );
    const recording = await db.pool.connect();
    try {
      await recording.query("BEGIN");
      await recording.query('SELECT 1 FROM "Work" WHERE "id" = $1 FOR UPDATE', [run.id]);
      const deleting = deleteEvaluationRun(db, run.id);
      await eventually("the deletion waits for the recording", async () => {
        const { rows } = await db.pool.query("SELECT 1 FROM pg_locks WHERE NOT granted");
        return rows.length > 0;
      });
      await recording.query(
        `INSERT INTO "EvaluationShard" ("runId", "position", "fileHash") VALUES ($1, 0, $2)`,
        [run.id, fileHash],
      );
      await recording.query("COMMIT");
      expect(await deleting).toEqual([fileHash]);
    } finally {
      recording.release();
    }
  });
});
