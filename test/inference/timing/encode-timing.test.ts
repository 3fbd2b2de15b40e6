import { writeFile } from "node:fs/promises";
import path from "node:path";
import {
  featureLayout,
  isWorthIt,
  layoutsFor,
  PRECISIONS,
} from "../../../src/inference/encode/encode-layout";
import { createEncodeLimits } from "../../../src/inference/encode/encode-limits";
import { createScoreLimits } from "../../../src/inference/score/score-limits";
import {
  type Calibration,
  measureLatencies,
  readCalibration,
  writeCalibration,
} from "../../../src/inference/timing/encode-timing";
import { directoryPerTest } from "../../helpers/files/directory-per-test";

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

describe("the layouts that are tried", () => {
  const cpu = { provider: "cpu", threads: 16, gpus: 1, precisions: PRECISIONS, copies: 100 } as const;
  const shape = ({ lanes, threads, precision }: { lanes: number; threads: number; precision: string }) =>
    `${lanes} x ${threads} ${precision}`;

  it("share the CPU's threads out evenly over 1, 2, 4 and 8 lanes", () => {
    expect(layoutsFor(cpu).map(shape)).toEqual([
      "1 x 16 float32",
      "2 x 8 float32",
      "4 x 4 float32",
      "8 x 2 float32",
    ]);
    expect(layoutsFor({ ...cpu, threads: 6 }).map(shape)).toEqual(["1 x 6 float32", "2 x 3 float32"]);
    expect(layoutsFor({ ...cpu, threads: 1 }).map(shape)).toEqual(["1 x 1 float32"]);
  });

  it("have for features as many lanes as the CPU's threads make, and a GPU's own", () => {
    const of = (lanes: number, threads: number, provider: "cpu" | "cuda" = "cpu") =>
      shape(featureLayout({ lanes, threads, precision: "float32" }, provider));
    expect([of(1, 2), of(2, 1), of(1, 3), of(2, 8)]).toEqual([
      "2 x 1 float32",
      "2 x 1 float32",
      "1 x 3 float32",
      "8 x 2 float32",
    ]);
    expect(of(2, 1, "cuda")).toBe("2 x 1 float32");
    expect(of(1, 2, "cuda")).toBe("1 x 2 float32");
  });

  it("hold no more copies of the model than the memory has room for, but always one", () => {
    expect(layoutsFor({ ...cpu, copies: 3 })).toHaveLength(2);
    expect(layoutsFor({ ...cpu, copies: 0 })).toHaveLength(1);
  });

  it("give each GPU one lane or two, in float32 and in float16", () => {
    expect(layoutsFor({ ...cpu, provider: "cuda", gpus: 3 }).map(shape)).toEqual([
      "3 x 1 float32",
      "6 x 1 float32",
      "3 x 1 float16",
      "6 x 1 float16",
    ]);
  });

  it("must gain a twentieth over a plainer one", () => {
    expect([isWorthIt(104, 100), isWorthIt(106, 100)]).toEqual([false, true]);
  });
});

const calibration: Calibration = {
  layout: { lanes: 2, threads: 1, precision: "float32" },
  encode: [{ size: 1, ms: 3.5 }],
  score: { few: [{ size: 1, ms: 0.2 }], many: [{ size: 1, ms: 1.5, memoryMiB: 7 }] },
};

describe("a file of calibration", () => {
  const directory = directoryPerTest();

  it("is read as it was written", async () => {
    const file = path.join(directory(), "calibrations", "a.json");
    await writeCalibration(file, calibration);
    expect(await readCalibration(file)).toEqual(calibration);
  });

  it.each([
    "",
    "[]",
    "null",
    '[{"size":1,"ms":3}]',
    JSON.stringify(calibration).slice(0, -5),
    JSON.stringify({ ...calibration, encode: [] }),
    JSON.stringify({ ...calibration, encode: [{ size: 0, ms: 1 }] }),
  ])("is measured again when it holds %j", async (text) => {
    const file = path.join(directory(), "a.json");
    await writeFile(file, text);
    expect(await readCalibration(file)).toBeNull();
  });

  it("is measured when there is none", async () => {
    expect(await readCalibration(path.join(directory(), "none.json"))).toBeNull();
  });
});

describe("the limits of a model's encode batches", () => {
  const layout = { lanes: 1, threads: 2, precision: "float32" } as const;
  const onCpu = { provider: "cpu", layout } as const;

  it("are the engine's own until something is measured", () => {
    const limits = createEncodeLimits(8);
    expect([limits.of("a").cap, limits.of("a").latencyMs(8)]).toEqual([8, 0]);
    limits.set("a", { ...onCpu, latencies: [] });
    expect([limits.of("a").cap, limits.of("a").latencyMs(8)]).toEqual([8, 0]);
  });

  it("follow the measured latencies, each model its own", () => {
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

  it("are halved by a batch that does not fit the memory, down to 1, for all to see", () => {
    const limits = createEncodeLimits(8);
    limits.set("a", { ...onCpu, latencies: [] });
    limits.lower("a", 8);
    expect(limits.report()).toEqual([{ model: "a", ...onCpu, cap: 4, latencies: [] }]);
    limits.lower("a", 2);
    limits.lower("a", 1);
    expect(limits.of("a").cap).toBe(1);
  });
});

describe("the limits of score batches", () => {
  it("take latency to be linear in the labels, between 16 and 1,000 and beyond", () => {
    const limits = createScoreLimits(32);
    limits.set("a", { few: [{ size: 1, ms: 1 }], many: [{ size: 1, ms: 3 }] });
    const ms = (labels: number) => limits.of("a", labels).latencyMs(1);
    expect([ms(1), ms(16), ms(508), ms(1_000), ms(1_984)]).toEqual([1, 1, 2, 3, 5]);
  });

  it("have the cap at which a batch of few labels gains no more", () => {
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
