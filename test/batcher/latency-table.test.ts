import { capFrom, latencyFrom, wideUpTo } from "../../src/batcher/latency-table";

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

describe("how many may wait for all lanes, one after another", () => {
  it("are as many as are done sooner on average than on a lane each, if threads that work together take a tenth more", () => {
    // 2 lanes: for n items 1.1 * 90 (n + 1) / 2 against 170 (n / 2 + 1) / 2, equal at n = 5.07.
    expect(wideUpTo(90, 170, 2)).toBe(5);
    expect(wideUpTo(95, 170, 2)).toBe(3);
  });

  it("are none where all lanes together are hardly faster than one, and no more where a measurement says what cannot be", () => {
    expect(wideUpTo(158, 170, 2)).toBe(0);
    expect(wideUpTo(40, 170, 2)).toBe(wideUpTo(85, 170, 2));
  });
});
