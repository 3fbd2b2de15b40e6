import { createBatcher } from "../../src/batcher/batcher";
import { RegionaryError } from "../../src/errors";

/** A runner whose batches end when the test says so. */
function controlled() {
  const batches: {
    items: number[];
    lane: number;
    finish: (results?: unknown) => void;
    fail: (error: Error) => void;
  }[] = [];
  const runBatch = (items: number[], lane: number) =>
    new Promise<number[]>((resolve, reject) => {
      batches.push({
        items,
        lane,
        finish: (results = items.map((item) => item * 10)) => resolve(results as number[]),
        fail: reject,
      });
    });
  return { batches, runBatch };
}

const sizes = { name: "test", maxBatch: 4, lanes: 1, maxQueued: 100 };
const settled = () => new Promise((resolve) => setImmediate(resolve));
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "resolved",
    (error: RegionaryError) => error.code,
  );

describe("what runs together", () => {
  it("runs items submitted in the same tick as one batch", async () => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch });
    const results = Promise.all([1, 2, 3].map((item) => batcher.submit(item)));
    await settled();
    expect(batches.map((batch) => batch.items)).toEqual([[1, 2, 3]]);
    batches[0]!.finish();
    expect(await results).toEqual([10, 20, 30]);
  });

  it("lets owners take turns: who comes with one item waits for no more than the batch that runs", async () => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, maxBatch: 1, runBatch });
    const submit = (owner: string, ...items: number[]) =>
      items.map((item) => batcher.submit(item, { priority: "bulk", owner }));
    const results = submit("many", 1, 2, 3, 4, 5);
    await settled();
    results.push(...submit("few", 6, 7));
    for (let batch = 0; batch < 7; batch++) {
      batches[batch]!.finish();
      await settled();
    }
    expect(batches.flatMap(({ items }) => items)).toEqual([1, 6, 2, 7, 3, 4, 5]);
    await Promise.all(results);
  });

  it("starts a lone item at once and runs what arrives meanwhile together when the lane frees", async () => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch });
    const first = batcher.submit(1);
    await settled();
    const later = [2, 3].map((item) => batcher.submit(item));
    await settled();
    expect(batches).toHaveLength(1);
    batches[0]!.finish();
    await first;
    await settled();
    expect(batches[1]!.items).toEqual([2, 3]);
    batches[1]!.finish();
    expect(await Promise.all(later)).toEqual([20, 30]);
  });

  it("never makes a batch larger than maxBatch, and keeps the order", async () => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch, maxBatch: 2 });
    const results = Promise.all([1, 2, 3, 4, 5].map((item) => batcher.submit(item)));
    for (let i = 0; i < 3; i++) {
      await settled();
      batches[i]!.finish();
    }
    expect(await results).toEqual([10, 20, 30, 40, 50]);
    expect(batches.map((batch) => batch.items)).toEqual([[1, 2], [3, 4], [5]]);
  });

  it("keeps as many batches in flight as there are lanes", async () => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch, maxBatch: 1, lanes: 2 });
    const results = [1, 2, 3].map((item) => batcher.submit(item));
    await settled();
    expect(batches).toHaveLength(2);
    batches[1]!.finish();
    await settled();
    expect(batches).toHaveLength(3);
    for (const batch of batches) batch.finish();
    expect(await Promise.all(results)).toEqual([10, 20, 30]);
  });

  it("never mixes groups, and lets the oldest item choose the next group", async () => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch, groupOf: (item) => (item % 2 ? "odd" : "even") });
    const results = Promise.all([1, 2, 3, 4, 5].map((item) => batcher.submit(item)));
    await settled();
    batches[0]!.finish();
    await settled();
    batches[1]!.finish();
    expect(await results).toEqual([10, 20, 30, 40, 50]);
    expect(batches.map((batch) => batch.items)).toEqual([
      [1, 3, 5],
      [2, 4],
    ]);
  });
});

describe("an item that must run alone", () => {
  it("runs in a batch of its own, between batches of its group", async () => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch });
    const results = [1, 2, 3].map((item) => batcher.submit(item, { alone: item === 2 }));
    await settled();
    batches[0]!.finish();
    await settled();
    batches[1]!.finish();
    expect(await Promise.all(results)).toEqual([10, 20, 30]);
    expect(batches.map((batch) => batch.items)).toEqual([[1, 3], [2]]);
  });
});

describe("failures", () => {
  it("fails only the item whose result is an Error", async () => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch });
    const results = [1, 2, 3].map((item) => batcher.submit(item));
    await settled();
    batches[0]!.finish([10, new RegionaryError("INVALID_IMAGE", "bad"), 30]);
    expect(await Promise.allSettled(results)).toMatchObject([
      { status: "fulfilled", value: 10 },
      { status: "rejected", reason: { code: "INVALID_IMAGE" } },
      { status: "fulfilled", value: 30 },
    ]);
  });

  it("fails every item of a batch that rejects, and runs the next batch", async () => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch, maxBatch: 2 });
    const results = [1, 2, 3].map((item) => batcher.submit(item));
    const outcomes = Promise.allSettled(results);
    await settled();
    batches[0]!.fail(new Error("broken"));
    await settled();
    batches[1]!.finish();
    expect((await outcomes).map((outcome) => outcome.status)).toEqual(["rejected", "rejected", "fulfilled"]);
  });

  it("survives a runBatch that throws before it returns a promise", async () => {
    const batcher = createBatcher<number, number>({
      ...sizes,
      runBatch: () => {
        throw new Error("threw at once");
      },
    });
    await expect(batcher.submit(1)).rejects.toThrow("threw at once");
    await expect(batcher.submit(2)).rejects.toThrow("threw at once");
  });

  it.each([
    ["too few results", [10], "array of 2 results, one per item in their order; got 1 results"],
    ["too many results", [10, 20, 30], "got 3 results"],
    ["null", null, "got object"],
    ["an object", { 0: 10, 1: 20, length: 2 }, "got object"],
  ])("refuses %s rather than give an item the result of another", async (_, results, message) => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch });
    const outcomes = Promise.allSettled([batcher.submit(1), batcher.submit(2)]);
    await settled();
    batches[0]!.finish(results);
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({
        status: "rejected",
        reason: { message: expect.stringContaining(message) },
      });
    }
  });

  it("gives each caller its own result, even if one is undefined", async () => {
    const batcher = createBatcher({
      ...sizes,
      runBatch: async (items: number[]) => items.map(() => undefined),
    });
    expect(await batcher.submit(1)).toBeUndefined();
  });
});

describe("under load, with callers that leave", () => {
  it("refuses items beyond maxQueued with OVERLOADED, and takes more when there is room", async () => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch, maxBatch: 1, maxQueued: 2 });
    const first = batcher.submit(1);
    await settled();
    const waiting = [batcher.submit(2), batcher.submit(3)];
    await expect(batcher.submit(4)).rejects.toMatchObject({ code: "OVERLOADED", details: { maxQueued: 2 } });
    batches[0]!.finish();
    await first;
    await settled();
    const again = batcher.submit(5);
    for (let i = 1; i < 4; i++) {
      batches[i]!.finish();
      await settled();
    }
    expect(await Promise.all([...waiting, again])).toEqual([20, 30, 50]);
  });

  it("says when to try again: after the time that the waiting items take at the pace so far", async () => {
    let now = 0;
    const clock = jest.spyOn(performance, "now").mockImplementation(() => now);
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch, maxBatch: 1, maxQueued: 2 });
    const results = [batcher.submit(0)];
    await settled();
    now = 60;
    batches[0]!.finish();
    await settled();
    results.push(batcher.submit(1));
    await settled();
    results.push(batcher.submit(2), batcher.submit(3));
    await expect(batcher.submit(4)).rejects.toMatchObject({
      code: "OVERLOADED",
      details: { retryAfterMs: 120 }, // two wait, and one took 60 ms
    });
    clock.mockRestore();
    for (let i = 1; i < 4; i++) {
      batches[i]!.finish();
      await settled();
    }
    await Promise.all(results);
  });

  it("refuses items beyond maxQueuedBytes, but lets one item wait however large it is", async () => {
    const { batches, runBatch } = controlled();
    const bytes = { maxQueuedBytes: 10, bytesOf: (item: number) => item };
    const batcher = createBatcher({ ...sizes, ...bytes, runBatch, maxBatch: 1 });
    const results = [batcher.submit(1)];
    await settled();
    results.push(batcher.submit(50));
    expect(await code(batcher.submit(1))).toBe("OVERLOADED");
    expect(batcher.stats()).toMatchObject({ queued: 1, queuedBytes: 50 });
    batches[0]!.finish();
    await settled();
    expect(batcher.stats().queuedBytes).toBe(0);
    results.push(batcher.submit(4), batcher.submit(6));
    expect(await code(batcher.submit(1))).toBe("OVERLOADED");
    for (let i = 1; i < 4; i++) {
      batches[i]!.finish();
      await settled();
    }
    expect(await Promise.all(results)).toEqual([10, 500, 40, 60]);
  });

  it("runs interactive items before bulk ones that waited longer", async () => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch, maxBatch: 1 });
    const first = batcher.submit(1);
    await settled();
    const later = [batcher.submit(2, { priority: "bulk" }), batcher.submit(3)];
    for (let i = 0; i < 3; i++) {
      batches[i]!.finish();
      await settled();
    }
    await Promise.all([first, ...later]);
    expect(batches.map(({ items }) => items[0])).toEqual([1, 3, 2]);
  });

  it("fails items that can no longer be done in time with DEADLINE_EXCEEDED, and does not run them", async () => {
    const { batches, runBatch } = controlled();
    const limitsOf = () => ({ cap: 4, latencyMs: () => 1_000 });
    const batcher = createBatcher({ ...sizes, runBatch, limitsOf });
    const hopeless = code(batcher.submit(1, { deadline: performance.now() + 900 }));
    const fine = batcher.submit(2, { deadline: performance.now() + 60_000 });
    await settled();
    expect(await hopeless).toBe("DEADLINE_EXCEEDED");
    expect(batches.map(({ items }) => items)).toEqual([[2]]);
    batches[0]!.finish();
    expect(await fine).toBe(20);
  });

  it("keeps to the measured cap of a group, and counts why batches were not larger", async () => {
    const { batches, runBatch } = controlled();
    const limitsOf = (item: number) => ({ cap: item % 2 === 1 ? 1 : 4, latencyMs: () => 0 });
    const groupOf = (item: number) => (item % 2 === 1 ? "odd" : "even");
    const batcher = createBatcher({ ...sizes, runBatch, groupOf, limitsOf });
    const results = Promise.all([1, 3, 2, 4].map((item) => batcher.submit(item)));
    for (let i = 0; i < 3; i++) {
      await settled();
      batches[i]!.finish();
    }
    expect(await results).toEqual([10, 30, 20, 40]);
    expect(batches.map(({ items }) => items)).toEqual([[1], [3], [2, 4]]);
    expect(batcher.stats().launchReasons).toEqual({ CAP: 1, OTHER_GROUPS: 1, ALL_WAITING: 1 });
    expect(batcher.stats().recentBatches.map(({ size, reason }) => `${size} ${reason}`)).toEqual(
      batches.map(({ items }, n) => `${items.length} ${["CAP", "OTHER_GROUPS", "ALL_WAITING"][n]}`).reverse(),
    );
  });

  it("shares what waits among the free lanes, each batch alone on its lane", async () => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch, lanes: 2 });
    const results = Promise.all([1, 2, 3, 4, 5].map((item) => batcher.submit(item)));
    await settled();
    expect(batches.map(({ items, lane }) => [lane, items])).toEqual([
      [0, [1, 2, 3]],
      [1, [4, 5]],
    ]);
    batches[1]!.finish();
    await settled();
    const last = batcher.submit(6);
    await settled();
    expect(batches[2]).toMatchObject({ lane: 1, items: [6] });
    batches[0]!.finish();
    batches[2]!.finish();
    expect([...(await results), await last]).toEqual([10, 20, 30, 40, 50, 60]);
    expect(batcher.stats().launchReasons).toEqual({ SHARED: 1, ALL_WAITING: 2 });
  });

  it("keeps a group to its own lanes, and lets another group run on the rest meanwhile", async () => {
    const { batches, runBatch } = controlled();
    const groupOf = (item: number) => (item % 2 === 1 ? "odd" : "even");
    const limitsOf = (item: number) => ({ cap: 4, latencyMs: () => 0, lanes: item % 2 === 1 ? 1 : 2 });
    const batcher = createBatcher({ ...sizes, runBatch, groupOf, limitsOf, lanes: 2 });
    const odd = [batcher.submit(1)];
    await settled();
    odd.push(batcher.submit(3));
    const even = batcher.submit(2);
    await settled();
    expect(batches.map(({ items, lane }) => [lane, items])).toEqual([
      [0, [1]],
      [1, [2]],
    ]);
    batches[1]!.finish();
    await even;
    await settled();
    expect(batches).toHaveLength(2);
    batches[0]!.finish();
    await settled();
    expect(batches[2]).toMatchObject({ lane: 0, items: [3] });
    batches[2]!.finish();
    expect(await Promise.all(odd)).toEqual([10, 30]);
  });

  it("splits a failing batch in halves, so that only the culprit fails", async () => {
    const runs: number[][] = [];
    const runBatch = async (items: number[]) => {
      runs.push(items);
      if (items.includes(3)) throw new Error("3 cannot be run");
      return items;
    };
    const batcher = createBatcher({ ...sizes, runBatch, onFailure: "split" });
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map((item) => batcher.submit(item)));
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    expect(runs).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [4]]);
    expect(batcher.stats()).toMatchObject({ queued: 0, running: 0, items: 3 });
  });

  it("never runs an item whose caller left while it waited", async () => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch });
    const first = batcher.submit(1);
    await settled();
    const leaving = new AbortController();
    const left = code(batcher.submit(2, { signal: leaving.signal }));
    const stays = batcher.submit(3);
    leaving.abort();
    expect(await left).toBe("CANCELLED");
    batches[0]!.finish();
    await first;
    await settled();
    expect(batches[1]!.items).toEqual([3]);
    batches[1]!.finish();
    expect(await stays).toBe(30);
  });

  it("rejects at once when the caller leaves a running batch, whose other items get their results", async () => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch });
    const leaving = new AbortController();
    const left = code(batcher.submit(1, { signal: leaving.signal }));
    const stays = batcher.submit(2);
    await settled();
    leaving.abort();
    expect(await left).toBe("CANCELLED");
    batches[0]!.finish();
    expect(await stays).toBe(20);
  });

  it("does not take an item whose signal has already fired", async () => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch });
    expect(await code(batcher.submit(1, { signal: AbortSignal.abort() }))).toBe("CANCELLED");
    await settled();
    expect(batches).toHaveLength(0);
  });

  it("passes on the signal's reason when it is one of our errors", async () => {
    const batcher = createBatcher({ ...sizes, runBatch: controlled().runBatch });
    const signal = AbortSignal.abort(new RegionaryError("DEADLINE_EXCEEDED", "5 s are over"));
    expect(await code(batcher.submit(1, { signal }))).toBe("DEADLINE_EXCEEDED");
  });

  it("rejects queued, running and later items when it is closed", async () => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch, maxBatch: 1 });
    const outcomes = [1, 2].map((item) => code(batcher.submit(item)));
    await settled();
    batcher.close();
    expect(await Promise.all(outcomes)).toEqual(["CANCELLED", "CANCELLED"]);
    expect(await code(batcher.submit(3))).toBe("CANCELLED");
    batches[0]!.finish();
    await settled();
    expect(batches).toHaveLength(1);
  });

  it("loses and duplicates nothing among a thousand items on three lanes", async () => {
    const seen: number[] = [];
    const batcher = createBatcher({
      ...sizes,
      lanes: 3,
      maxQueued: 1000,
      groupOf: (item: number) => String(item % 5),
      runBatch: async (items: number[]) => {
        seen.push(...items);
        await settled();
        return items.map((item) => item * 2);
      },
    });
    const items = Array.from({ length: 1000 }, (_, i) => i);
    const results = await Promise.all(items.map((item) => batcher.submit(item)));
    expect(results).toEqual(items.map((item) => item * 2));
    expect(seen.sort((a, b) => a - b)).toEqual(items);
  });
});

describe("statistics", () => {
  it("count what waits, what runs, and the batches of each size", async () => {
    const { batches, runBatch } = controlled();
    const batcher = createBatcher({ ...sizes, runBatch });
    const results = [batcher.submit(1)];
    await settled();
    results.push(batcher.submit(2), batcher.submit(3));
    expect(batcher.stats()).toMatchObject({ queued: 2, running: 1, batches: 0 });
    batches[0]!.finish();
    await settled();
    batches[1]!.finish();
    await Promise.all(results);
    await settled();
    expect(batcher.stats()).toMatchObject({
      queued: 0,
      running: 0,
      batches: 2,
      items: 3,
      batchSizes: { 1: 1, 2: 1 },
    });
  });
});

describe("misuse", () => {
  it.each([
    ["maxBatch", 0],
    ["maxBatch", 1.5],
    ["lanes", 0],
    ["maxQueued", Number.NaN],
    ["maxQueuedBytes", -1],
  ])("refuses %s of %d, naming the option", (option, value) => {
    const make = () => createBatcher({ ...sizes, runBatch: controlled().runBatch, [option]: value });
    expect(make).toThrow(`The test batcher's ${option} must be a whole number of at least 1; got ${value}.`);
  });

  it("rejects an item whose group cannot be determined, and goes on", async () => {
    const batcher = createBatcher({
      ...sizes,
      groupOf: (item: number) => {
        if (item < 0) throw new RangeError("no group");
        return "all";
      },
      runBatch: async (items: number[]) => items,
    });
    await expect(batcher.submit(-1)).rejects.toThrow("no group");
    expect(await batcher.submit(1)).toBe(1);
  });
});
