import { sparseLabels } from "../../../../src/evaluation/scores/labels";
import { planEvaluation } from "../../../../src/evaluation/scores/plan";
import { protocols } from "../../../../src/evaluation/scores/protocols";
import { makeShard } from "../../../../src/services/evaluations/shards/shard";
import { shardToBytes } from "../../../../src/services/evaluations/shards/shard-bytes";
import { compareShares } from "../../../../src/services/evaluations/shares/compare-shares";
import type { Database } from "../../../../src/storage/database/database";
import { openDatabase } from "../../../../src/storage/database/open-database";
import { createTestDatabase, type TestDatabase } from "../../../helpers/database";

// Of three pictures the first has one label, the second the other.
const LABELS = [Int8Array.of(1, -1), Int8Array.of(-1, 1, -1, -1)];
const WHOLE = [Float32Array.of(1, 1), Float32Array.of(2, 2, 3, 3)];
const REGIONS = [Float32Array.of(3, 3), Float32Array.of(2, 2, 1, 1)];

describe("shares of the whole picture, by the scores of either alone", () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url);
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  const asked = async (kept: "all-scores" | "annotated-scores") => {
    const plan = planEvaluation({ ...protocols.custom, kept }, [false, false], { ks: [1] });
    const store = (scores: readonly Float32Array[]) =>
      Promise.all(
        scores.map(async (part, i) => {
          const shard = makeShard(plan, part, sparseLabels(LABELS[i]!, 2));
          return (await db.blobs.put([shardToBytes(shard)])).hash;
        }),
      );
    const scores = { whole: await store(WHOLE), regions: await store(REGIONS) };
    return { ...scores, url: database.url, plan, shares: [0, 0.4, 0.5, 1], present: 0.5, resamples: 20 };
  };

  it.each(["all-scores", "annotated-scores"] as const)(
    "have the mean AP of the mixed scores: %s",
    async (kept) => {
      const { measured, best, gain } = (await compareShares(await asked(kept)))!;
      // Regions rank the first label's picture first and the other's second, the whole picture last and second; halves tie.
      const [regions, tied, whole] = [(1 + 1 / 2) / 2, 1 / 3, (1 / 3 + 1 / 2) / 2];
      const macros = measured.map(({ macro }) => macro!);
      for (const [i, expected] of [regions, regions, tied, whole].entries())
        expect(macros[i]).toBeCloseTo(expected, 12);
      expect(best).toBe(0.4);
      expect(gain!.difference).toBeCloseTo(regions - tied, 6);
      expect(gain!.standardError).toBeGreaterThan(0);
    },
  );

  it("cannot be compared where scores are missing", async () => {
    const wanted = await asked("all-scores");
    expect(await compareShares({ ...wanted, regions: ["0".repeat(64)] })).toBeNull();
  });

  it("gain nothing where the present one is the best", async () => {
    const wanted = await asked("all-scores");
    expect(await compareShares({ ...wanted, present: 0.4 })).toMatchObject({ best: 0.4, gain: null });
  });
});
