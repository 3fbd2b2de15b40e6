import { measureLatencies } from "../../../src/inference/timing/measure-latencies";

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

  it("doubles the batch up to the largest while throughput grows, timing each size twice after a first run", async () => {
    const { sizes, runBatch } = laneOf((size) => 10 + size);
    expect(await measureLatencies(runBatch, 8)).toEqual([
      { size: 1, ms: 11 },
      { size: 2, ms: 12 },
      { size: 4, ms: 14 },
      { size: 8, ms: 18 },
    ]);
    expect(sizes).toEqual([1, 1, 1, 2, 2, 4, 4, 8, 8]);
  });

  it("keeps the sizes that fit when a larger batch does not fit in memory", async () => {
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
