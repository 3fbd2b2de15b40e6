import { createEncodeLimits } from "../../../src/inference/queues/encode-limits";

describe("the limits of a model's encode batches", () => {
  const layout = { lanes: 1, threads: 2, precision: "float32" } as const;
  const onCpu = { provider: "cpu", layout } as const;

  it("are the engine's own until something is measured", () => {
    const limits = createEncodeLimits(8);
    expect([limits.of("a").cap, limits.of("a").latencyMs(8)]).toEqual([8, 0]);
    limits.set("a", { ...onCpu, latencies: [] });
    expect([limits.of("a").cap, limits.of("a").latencyMs(8)]).toEqual([8, 0]);
  });

  it("follow each model's measured latencies", () => {
    const limits = createEncodeLimits(8);
    const flat = [
      { size: 1, ms: 190 },
      { size: 2, ms: 380 },
    ];
    const steep = [
      { size: 1, ms: 10 },
      { size: 8, ms: 20 },
    ];
    limits.set("flat", { ...onCpu, latencies: flat });
    limits.set("steep", { ...onCpu, latencies: steep });
    expect([limits.of("flat").cap, limits.of("flat").latencyMs(2)]).toEqual([1, 380]);
    expect(limits.of("steep").cap).toBe(8);
  });

  it("know that a GPU computes a batch at the size it is padded to", () => {
    const limits = createEncodeLimits(8);
    const latencies = [1, 2, 4, 8].map((size) => ({ size, ms: 2 + size }));
    limits.set("a", { ...onCpu, provider: "cuda", latencies });
    expect([1, 2, 3, 4, 5, 8].map(limits.of("a").latencyMs)).toEqual([3, 4, 6, 6, 10, 10]);
  });

  it("are halved, down to 1, when a batch does not fit in memory, and the statistics show it", () => {
    const limits = createEncodeLimits(8);
    limits.set("a", { ...onCpu, latencies: [] });
    limits.lower("a", 8);
    expect(limits.report()).toEqual([{ model: "a", ...onCpu, cap: 4, latencies: [] }]);
    limits.lower("a", 2);
    limits.lower("a", 1);
    expect(limits.of("a").cap).toBe(1);
  });
});
