import { holdForMore } from "../../src/batcher/hold-for-more";
import { latencyFrom } from "../../src/batcher/latency-table";
import type { WaitingItem } from "../../src/batcher/policy";

// The fully connected layers of VGG19 with the trunk behind them, and its convolutions on two lanes, as measured.
const limits = {
  cap: 16,
  latencyMs: latencyFrom([
    { size: 1, ms: 25 },
    { size: 2, ms: 30 },
    { size: 4, ms: 49 },
    { size: 16, ms: 133 },
  ]),
};
const intervalMs = 80;
const share = 0.5; // one thread of two cores
const waitingSince = (times: readonly number[], deadline: number | null = null): WaitingItem[] =>
  times.map((submittedAt) => ({ group: "a", priority: "bulk", submittedAt, deadline }));

/** Feeds so many items, one an interval, to a lane that holds back as it is told; gives the sizes of its batches. */
function batchesOf(items: number): number[] {
  const sizes: number[] = [];
  let waiting: number[] = [];
  for (let left = items - 1, now = 0; left >= 0; left--, now += intervalMs) {
    waiting.push(now);
    if (holdForMore(waitingSince(waiting), now, limits, { items: left, intervalMs, share }) > 0) continue;
    sizes.push(waiting.length);
    waiting = [];
  }
  return sizes;
}

describe("a batch that is bound by memory", () => {
  it("waits for nobody if nobody is coming, or if it is full", () => {
    expect(holdForMore(waitingSince([0]), 0, limits, { items: 0, intervalMs, share })).toBe(0);
    expect(
      holdForMore(waitingSince(new Array(16).fill(0)), 0, limits, { items: 99, intervalMs, share }),
    ).toBe(0);
  });

  it("waits for the next item while that saves those who come more than it costs those who wait", () => {
    // A batch of its own would take the next item 25 ms, beside one other 5: of the 20 saved, each of those that have no
    // lane yet has the half that is taken from the lanes before.
    const held = (items: number) =>
      holdForMore(waitingSince([0]), 0, limits, { items, intervalMs, share }) > 0;
    expect([1, 8, 9, 50].map(held)).toEqual([false, false, true, true]);
  });

  it("grows with the crowd, up to full batches, and nobody is left waiting at the end", () => {
    expect(batchesOf(1)).toEqual([1]);
    const sizes = batchesOf(400);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(400);
    expect(sizes.slice(0, 10)).toEqual(new Array(10).fill(16));
    expect(sizes.at(-1)).toBe(1);
  });

  it("never waits up to a deadline, where a late timer would miss it, nor longer than a full batch takes to come", () => {
    const many = { items: 99, intervalMs, share };
    expect(holdForMore(waitingSince([0], 1_000), 0, limits, many)).toBe(2 * intervalMs);
    const justEnough = 2 * intervalMs + 30; // 30 for a batch of two
    expect(holdForMore(waitingSince([0], justEnough), 0, limits, many)).toBe(2 * intervalMs);
    expect(holdForMore(waitingSince([0], justEnough), 1, limits, many)).toBe(0);
    expect(holdForMore(waitingSince([0]), 16 * intervalMs, limits, many)).toBe(0);
  });
});
