import { writeFile } from "node:fs/promises";
import path from "node:path";
import { measureLatencies, readLatencies, writeLatencies } from "../../src/inference/calibration";
import { createEncodeLimits } from "../../src/inference/encode-limits";
import { directoryPerTest } from "../helpers/directory-per-test";

/** A lane whose batches take so long, on a clock that only they move. */
function laneOf(msOf: (size: number) => number) {
  let now = 0;
  const sizes: number[] = [];
  const clock = jest.spyOn(performance, "now").mockImplementation(() => now);
  const runBatch = async (size: number) => {
    sizes.push(size);
    now += msOf(size);
  };
  return { sizes, runBatch, clock };
}

describe("measuring latencies", () => {
  afterEach(() => jest.restoreAllMocks());

  it("doubles the batch up to the largest while throughput grows, each size twice after a first run", async () => {
    const { sizes, runBatch } = laneOf((size) => 10 + size);
    expect(await measureLatencies(runBatch, 8)).toEqual([
      { size: 1, ms: 11 },
      { size: 2, ms: 12 },
      { size: 4, ms: 14 },
      { size: 8, ms: 18 },
    ]);
    expect(sizes).toEqual([1, 1, 1, 2, 2, 4, 4, 8, 8]);
  });

  it("keeps what fitted when a larger batch does not fit the memory", async () => {
    const { runBatch } = laneOf((size) => 10 + size);
    const small = (size: number) => (size > 2 ? Promise.reject(new Error("out of memory")) : runBatch(size));
    expect((await measureLatencies(small, 64)).map(({ size }) => size)).toEqual([1, 2]);
  });

  it("stops after two doublings that gain nothing, as on a CPU", async () => {
    const { runBatch } = laneOf((size) => 190 * size);
    const sizes = (await measureLatencies(runBatch, 64)).map(({ size }) => size);
    expect(sizes).toEqual([1, 2, 4]);
  });
});

describe("a file of latencies", () => {
  const directory = directoryPerTest();

  it("is read as it was written", async () => {
    const file = path.join(directory(), "calibrations", "a.json");
    await writeLatencies(file, [{ size: 1, ms: 3.5 }]);
    expect(await readLatencies(file)).toEqual([{ size: 1, ms: 3.5 }]);
  });

  it.each(["", "[]", '[{"size":0,"ms":1}]', '[{"size":1', "null"])(
    "is measured again when it holds %j",
    async (text) => {
      const file = path.join(directory(), "a.json");
      await writeFile(file, text);
      expect(await readLatencies(file)).toBeNull();
    },
  );

  it("is measured when there is none", async () => {
    expect(await readLatencies(path.join(directory(), "none.json"))).toBeNull();
  });
});

describe("the limits of a model's batches", () => {
  it("are the engine's own until something is measured", () => {
    const { cap, latencyMs } = createEncodeLimits(8).of("a");
    expect([cap, latencyMs(8)]).toEqual([8, 0]);
  });

  it("follow the measured latencies, each model its own", () => {
    const limits = createEncodeLimits(8);
    limits.set("flat", [
      { size: 1, ms: 190 },
      { size: 2, ms: 380 },
    ]);
    limits.set("steep", [
      { size: 1, ms: 10 },
      { size: 8, ms: 20 },
    ]);
    expect([limits.of("flat").cap, limits.of("flat").latencyMs(2)]).toEqual([1, 380]);
    expect(limits.of("steep").cap).toBe(8);
  });

  it("are halved by a batch that does not fit the memory, down to 1, for all to see", () => {
    const limits = createEncodeLimits(8);
    limits.lower("a", 8);
    expect(limits.report()).toEqual([{ model: "a", cap: 4, latencies: [] }]);
    limits.lower("a", 2);
    limits.lower("a", 1);
    expect(limits.of("a").cap).toBe(1);
  });
});
