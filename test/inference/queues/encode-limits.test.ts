import { createEncodeLimits } from "../../../src/inference/queues/encode-limits";
import type { SegmentTiming } from "../../../src/inference/timing/segment-timing";

const layout = { lanes: 2, threads: 1, precision: "float32", memoryThreads: null } as const;
const onCpu = { provider: "cpu", layout } as const;
const segment = (points: SegmentTiming["points"], more: Partial<SegmentTiming> = {}): SegmentTiming => ({
  bound: "compute",
  points,
  wideMs: null,
  ...more,
});
const flat = [
  { size: 1, ms: 190 },
  { size: 2, ms: 380 },
];
const steep = [
  { size: 1, ms: 10 },
  { size: 8, ms: 20 },
];

describe("the limits of a model's encode batches", () => {
  it("are the engine's own until something is measured", () => {
    const limits = createEncodeLimits(8);
    expect([limits.of("a", 0).cap, limits.of("a", 0).latencyMs(8)]).toEqual([8, 0]);
    limits.set("a", { ...onCpu, segments: [segment([])] });
    expect([limits.of("a", 0).cap, limits.of("a", 0).latencyMs(8)]).toEqual([8, 0]);
  });

  it("follow each model's measured latencies", () => {
    const limits = createEncodeLimits(8);
    limits.set("flat", { ...onCpu, segments: [segment(flat)] });
    limits.set("steep", { ...onCpu, segments: [segment(steep)] });
    expect([limits.of("flat", 0).cap, limits.of("flat", 0).latencyMs(2)]).toEqual([1, 380]);
    expect(limits.of("steep", 0).cap).toBe(8);
  });

  it("are larger for a segment bound by memory, up to 32, and count the time that it takes before it", () => {
    const limits = createEncodeLimits(8);
    const reading = [1, 2, 4, 8, 16, 32].map((size) => ({ size, ms: 20 + size }));
    const segments = [segment(flat, { wideMs: 100 }), segment(reading, { bound: "memory" })];
    limits.set("a", { ...onCpu, segments });
    expect(limits.of("a", 1).cap).toBe(32);
    expect(limits.of("a", 0)).toMatchObject({ cap: 1, wide: { ms: 121, upTo: 5 } });
    expect([limits.of("a", 0).latencyMs(1), limits.of("a", 1).latencyMs(1)]).toEqual([211, 21]);
  });

  it("know how often an image comes from a segment whose lanes all work", () => {
    const limits = createEncodeLimits(8);
    limits.set("flat", { ...onCpu, segments: [segment(flat)] });
    limits.set("steep", { ...onCpu, segments: [segment(steep)] });
    expect([limits.intervalMs("flat", 0), limits.intervalMs("steep", 0)]).toEqual([95, 1.25]);
  });

  it("know that a GPU computes a batch at the size it is padded to", () => {
    const limits = createEncodeLimits(8);
    const points = [1, 2, 4, 8].map((size) => ({ size, ms: 2 + size }));
    limits.set("a", { ...onCpu, provider: "cuda", segments: [segment(points)] });
    expect([1, 2, 3, 4, 5, 8].map(limits.of("a", 0).latencyMs)).toEqual([3, 4, 6, 6, 10, 10]);
  });

  it("are halved, down to 1, when a batch does not fit in memory, and the statistics show it", () => {
    const limits = createEncodeLimits(8);
    limits.set("a", { ...onCpu, segments: [segment([])] });
    limits.lower("a", 0, 8);
    expect(limits.report()).toEqual([{ model: "a", ...onCpu, segments: [{ ...segment([]), cap: 4 }] }]);
    limits.lower("a", 0, 2);
    limits.lower("a", 0, 1);
    expect(limits.of("a", 0).cap).toBe(1);
  });
});
