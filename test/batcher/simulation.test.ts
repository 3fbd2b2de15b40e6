import { readFileSync } from "node:fs";
import { poisson } from "../../bench/simulation/arrivals";
import { simulate } from "../../bench/simulation/simulate";
import { fixedTimer, largestAvailable, lateBinding } from "../../bench/simulation/strategies";
import { readTrace } from "../../bench/simulation/trace";
import { latencyFrom, wideUpTo } from "../../src/batcher/latency-table";

const single = { lanes: 1, limits: { cap: 1, latencyMs: () => 100 }, maxQueued: 1_000 };
const gpu = {
  lanes: 8,
  limits: {
    cap: 64,
    latencyMs: latencyFrom([
      { size: 1, ms: 3 },
      { size: 64, ms: 20 },
    ]),
  },
  maxQueued: 4_096,
};

describe("batching in virtual time", () => {
  it("gives one server that gains nothing from batches the waiting times of an M/D/1 queue", () => {
    // Pollaczek-Khinchine at a load of 0.7: mean wait 0.7 * 100 / (2 * 0.3) = 116.7 ms, so a mean of 216.7;
    // the 99th percentile is 7.7 service times (the issue's own simulation).
    const trace = poisson({ perSecond: 7, count: 200_000, seed: 1, patienceMs: null, interactive: 1 });
    const outcome = simulate(trace, lateBinding, single);
    expect(outcome).toMatchObject({ completed: 200_000, refused: 0, givenUp: 0, meanBatch: 1 });
    expect(outcome.interactiveP99Ms).toBeGreaterThan(700);
    expect(outcome.interactiveP99Ms).toBeLessThan(840);
  });

  it("gives a lone item all lanes where that is faster, and a crowd the throughput of lanes of their own", () => {
    // As measured for VGG19 on two cores: 170 ms on one of two lanes, 85 on both together.
    const wide = { ms: 85, upTo: wideUpTo(85, 170, 2) };
    const limits = { cap: 1, latencyMs: () => 170, wide, lanes: 2 };
    const elastic = { lanes: 2, limits, maxQueued: 10_000 };
    const rigid = { ...elastic, limits: { ...limits, wide: undefined } };
    const lonely = [{ at: 0, priority: "interactive", patienceMs: null }] as const;
    expect(simulate(lonely, lateBinding, elastic).interactiveP50Ms).toBe(85);
    expect(simulate(lonely, lateBinding, rigid).interactiveP50Ms).toBe(170);
    const perSecond = 2_000 / 170;
    const busy = poisson({
      perSecond: 0.75 * perSecond,
      count: 100_000,
      seed: 4,
      patienceMs: null,
      interactive: 1,
    });
    const [elasticBusy, rigidBusy] = [elastic, rigid].map((hardware) =>
      simulate(busy, lateBinding, hardware),
    );
    expect(elasticBusy!.interactiveP99Ms).toBeLessThan(rigidBusy!.interactiveP99Ms);
    expect(elasticBusy!.interactiveP50Ms).toBeLessThan(rigidBusy!.interactiveP50Ms);
    const flood = poisson({ perSecond: 50, count: 2_000, seed: 5, patienceMs: null, interactive: 1 });
    expect(simulate(flood, lateBinding, elastic).goodputPerSecond).toBeGreaterThan(0.99 * perSecond);
  });

  it("launches at once on an idle lane, where a fixed timer waits", () => {
    const lonely = [{ at: 0, priority: "interactive", patienceMs: null }] as const;
    expect(simulate(lonely, lateBinding, gpu).interactiveP50Ms).toBe(3);
    expect(simulate(lonely, fixedTimer(5), gpu).interactiveP50Ms).toBe(8);
  });

  it("lets 8 GPU lanes keep up with 20,000 images a second", () => {
    const trace = poisson({ perSecond: 20_000, count: 100_000, seed: 2, patienceMs: 100, interactive: 1 });
    const outcome = simulate(trace, lateBinding, gpu);
    expect(outcome).toMatchObject({ completed: 100_000, refused: 0, givenUp: 0 });
    expect(outcome.interactiveP99Ms).toBeLessThan(40);
  });

  it("keeps its goodput under overload: hopeless items are given up, not run", () => {
    const trace = poisson({ perSecond: 13, count: 20_000, seed: 3, patienceMs: 1_000, interactive: 1 });
    const outcome = simulate(trace, lateBinding, { ...single, maxQueued: 8 });
    expect(outcome.goodputPerSecond).toBeGreaterThan(9);
    expect(outcome.interactiveP99Ms).toBeLessThanOrEqual(1_000);
    expect(outcome.completed + outcome.refused + outcome.givenUp).toBe(20_000);
  });

  it("serves interactive items within the time of two batches under a flood of bulk work", () => {
    const bulk = Array.from(
      { length: 2_000 },
      () => ({ at: 0, priority: "bulk", patienceMs: null }) as const,
    );
    const visitor = { at: 500, priority: "interactive", patienceMs: null } as const;
    const outcome = simulate([...bulk, visitor], lateBinding, { ...gpu, lanes: 1 });
    expect(outcome.interactiveP99Ms).toBeLessThanOrEqual(40);
  });

  it("answers recorded people in time, where other policies let them wait behind recorded batches", () => {
    const trace = readTrace(readFileSync("bench/simulation/traces/people-and-batches.txt", "utf8"));
    const lane = { lanes: 1, limits: { cap: 1, latencyMs: (size: number) => 33 * size }, maxQueued: 4_096 };
    const lanesOfEight = { ...lane, limits: { ...lane.limits, cap: 8 } };
    const missed = ({ late, refused, givenUp }: ReturnType<typeof simulate>) => late + refused + givenUp;
    const others = [fixedTimer(50), largestAvailable].map((strategy) =>
      simulate(trace, strategy, lanesOfEight),
    );
    const outcome = simulate(trace, lateBinding, lane);
    expect(outcome.completed + outcome.givenUp).toBe(trace.length);
    expect(outcome.late).toBe(0);
    for (const other of others) expect(missed(outcome)).toBeLessThan(missed(other) / 4);
  });
});
