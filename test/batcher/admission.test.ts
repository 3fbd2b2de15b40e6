import { poisson } from "../../bench/simulation/arrivals";
import { createAdmission } from "../../src/batcher/admission";

const DEADLINE_MS = 2_000;

/** A server of one request after the other, behind admission, in virtual time. */
function serve(options: {
  perSecond: number;
  count: number;
  serviceMs: (n: number) => number;
  batch?: number;
}) {
  const { perSecond, count, serviceMs, batch = 1 } = options;
  const trace = poisson({ perSecond, count, seed: 5, patienceMs: DEADLINE_MS, interactive: 1 });
  let now = 0;
  const admission = createAdmission("requests", 256, () => now);
  const waiting: { at: number; leave: (isDone: boolean) => void }[] = [];
  let running: typeof waiting = [];
  let freeAt = Number.POSITIVE_INFINITY;
  const outcome = { inTime: 0, late: 0, refused: 0, seconds: 0, retryAfterMs: [] as number[] };
  const launch = () => {
    if (running.length > 0 || waiting.length === 0) return;
    running = waiting.splice(0, batch);
    freeAt = now + running.length * serviceMs(outcome.inTime + outcome.late);
  };
  const advance = (until: number) => {
    while (freeAt <= until) {
      now = freeAt;
      freeAt = Number.POSITIVE_INFINITY;
      for (const { at, leave } of running.splice(0)) {
        leave(true);
        if (now - at <= DEADLINE_MS) outcome.inTime++;
        else outcome.late++;
      }
      launch();
    }
    now = until;
  };
  for (const { at } of trace) {
    advance(at);
    try {
      waiting.push({ at, ...admission.enter(now + DEADLINE_MS) });
    } catch (error) {
      const { code, details } = error as { code: string; details: { retryAfterMs: number } };
      expect(code).toBe("OVERLOADED");
      outcome.refused++;
      outcome.retryAfterMs.push(details.retryAfterMs);
    }
    launch();
  }
  advance(now + 10 * DEADLINE_MS);
  return { ...outcome, goodputPerSecond: (outcome.inTime * 1000) / (trace.at(-1)?.at ?? 1) };
}

describe("admission", () => {
  it("refuses nothing at 0.7 of capacity", () => {
    expect(serve({ perSecond: 7, count: 5_000, serviceMs: () => 100 })).toMatchObject({
      refused: 0,
      late: 0,
    });
  });

  it.each([1, 4])(
    "beyond capacity keeps 0.9 of it in time, in batches of %i, and admits little that will be given up",
    (batch) => {
      const { goodputPerSecond, inTime, late, refused } = serve({
        ...{ perSecond: 13, count: 10_000, serviceMs: () => 100, batch },
      });
      expect(goodputPerSecond).toBeGreaterThan(9);
      expect(late / (inTime + late)).toBeLessThan(0.01);
      expect(refused).toBeGreaterThan(1_500);
    },
  );

  it("answers in time what it admitted before the server became slower by a third for a while", () => {
    const inWaves = (n: number) => (n % 300 < 30 ? 133 : 100);
    const { late, goodputPerSecond } = serve({ perSecond: 13, count: 10_000, serviceMs: inWaves });
    expect(late).toBe(0);
    expect(goodputPerSecond).toBeGreaterThan(9);
  });

  it("learns that the server has become slower, and later that it is as fast as before", () => {
    const slowIn = (from: number, to: number) => (n: number) => (n >= from && n < to ? 300 : 100);
    const { goodputPerSecond, late } = serve({
      perSecond: 13,
      count: 20_000,
      serviceMs: slowIn(2_000, 3_000),
    });
    // 1,000 of some 15,000 results take 300 ms: 10 a second for most of the time.
    expect(goodputPerSecond).toBeGreaterThan(7.5);
    expect(late).toBeLessThan(200);
  });

  it("says when to try again: soon if there is only a little too much", () => {
    const { retryAfterMs } = serve({ perSecond: 13, count: 5_000, serviceMs: () => 100 });
    expect(Math.min(...retryAfterMs)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...retryAfterMs)).toBeLessThan(DEADLINE_MS);
  });

  it("admits anything when nothing is under way, however long the last item took", () => {
    let now = 0;
    const admission = createAdmission("requests", 2, () => now);
    const slow = admission.enter(100);
    now = 60_000;
    slow.leave(true);
    const next = admission.enter(now + 1);
    expect(() => admission.enter(now + 1)).toThrow(/would take \d+ ms, which is too long/);
    expect(admission.stats()).toEqual({ underWay: 1, refused: 1 });
    next.leave(false);
  });

  it("limits items without a deadline by their number, and counts each departure once", () => {
    const admission = createAdmission("requests", 2);
    const first = admission.enter(null);
    admission.enter(null);
    expect(() => admission.enter(null)).toThrow("There are already 2 requests under way.");
    first.leave(true);
    first.leave(false);
    admission.enter(null);
    expect(() => admission.enter(null)).toThrow(/already 2 requests/);
  });
});
