import { createScoreLimits } from "../../../src/inference/queues/score-limits";

describe("the limits of score batches", () => {
  it("take latency as linear in the number of labels, between 16 and 1,000 and beyond", () => {
    const limits = createScoreLimits(32);
    limits.set("a", { few: [{ size: 1, ms: 1 }], many: [{ size: 1, ms: 3 }] });
    const ms = (labels: number) => limits.of("a", labels).latencyMs(1);
    expect([ms(1), ms(16), ms(508), ms(1_000), ms(1_984)]).toEqual([1, 1, 2, 3, 5]);
  });

  it("have the cap beyond which batches with few labels gain nothing", () => {
    const limits = createScoreLimits(32);
    expect(limits.of("a", 5).cap).toBe(32);
    const few = [
      { size: 1, ms: 1 },
      { size: 2, ms: 1.2 },
      { size: 4, ms: 2 },
    ];
    limits.set("a", { few, many: [{ size: 1, ms: 3 }] });
    expect([limits.of("a", 5).cap, limits.of("a", 5_000).cap]).toEqual([4, 4]);
  });
});
