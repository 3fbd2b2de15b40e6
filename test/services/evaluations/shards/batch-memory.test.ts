import { createBatchMemories } from "../../../../src/services/evaluations/shards/batch-memory";

describe("memory that is lent to batches", () => {
  it("is used again by the next batch, and replaced by more if that needs it", async () => {
    const lend = createBatchMemories();
    const [first, again, longer] = [
      await lend(async (memory) => memory.regions(100)),
      await lend(async (memory) => memory.regions(50)),
      await lend(async (memory) => memory.regions(200)),
    ];
    expect(again).toBe(first);
    expect(longer.byteLength).toBe(200);
  });

  it("belongs to one batch at a time", async () => {
    const lend = createBatchMemories();
    await lend(async (outer) => {
      const mine = outer.features(10);
      await lend(async (inner) => expect(inner.features(10)).not.toBe(mine));
    });
  });

  it("is not lent again after a failure: a thread may still write to it", async () => {
    const lend = createBatchMemories();
    let failed: SharedArrayBuffer | undefined;
    const failing = lend(async (memory) => {
      failed = memory.global(10);
      throw new Error("canceled");
    });
    await expect(failing).rejects.toThrow("canceled");
    await lend(async (memory) => expect(memory.global(10)).not.toBe(failed));
  });
});
