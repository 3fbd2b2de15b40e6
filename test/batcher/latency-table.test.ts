import { capFrom, latencyFrom } from "../../src/batcher/latency-table";

describe("a latency table", () => {
  const points = [
    { size: 1, ms: 10 },
    { size: 4, ms: 16 },
    { size: 8, ms: 32 },
  ];

  it("interpolates linearly between measured sizes", () => {
    expect([1, 2, 3, 4, 6, 8].map(latencyFrom(points))).toEqual([10, 12, 14, 16, 24, 32]);
  });

  it("goes on beyond the largest measured size at its time per item", () => {
    expect(latencyFrom(points)(16)).toBe(64);
  });

  it("takes no time while nothing is measured", () => {
    expect(latencyFrom([])(5)).toBe(0);
  });

  it("caps a batch at the smallest size whose throughput is within 5% of the best", () => {
    expect(capFrom(points)).toBe(4); // 100, 250 and 250 a second
  });

  it("caps it at 1 where throughput does not depend on the batch size, as on a CPU", () => {
    expect(capFrom([1, 2, 4, 8].map((size) => ({ size, ms: 190 * size })))).toBe(1);
  });
});
