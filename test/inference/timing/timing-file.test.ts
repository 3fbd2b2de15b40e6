import { writeFile } from "node:fs/promises";
import path from "node:path";
import { type ModelTiming, readTiming, writeTiming } from "../../../src/inference/timing/timing-file";
import { directoryPerTest } from "../../helpers/files/directory-per-test";

const timing: ModelTiming = {
  layout: { lanes: 2, threads: 1, precision: "float32", memoryThreads: 1 },
  segments: [{ bound: "compute", points: [{ size: 1, ms: 3.5 }], wideMs: 2 }],
  score: { few: [{ size: 1, ms: 0.2 }], many: [{ size: 1, ms: 1.5, memoryMiB: 7 }] },
};

describe("a timing file", () => {
  const directory = directoryPerTest();

  it("is read as it was written", async () => {
    const file = path.join(directory(), "timings", "a.json");
    await writeTiming(file, timing);
    expect(await readTiming(file)).toEqual(timing);
  });

  it.each([
    "",
    "[]",
    "null",
    '[{"size":1,"ms":3}]',
    JSON.stringify(timing).slice(0, -5),
    JSON.stringify({ ...timing, segments: [] }),
    JSON.stringify({ ...timing, segments: [{ ...timing.segments[0], points: [{ size: 0, ms: 1 }] }] }),
  ])("is measured again if it contains %j", async (text) => {
    const file = path.join(directory(), "a.json");
    await writeFile(file, text);
    expect(await readTiming(file)).toBeNull();
  });

  it("is measured if there is none", async () => {
    expect(await readTiming(path.join(directory(), "none.json"))).toBeNull();
  });
});
