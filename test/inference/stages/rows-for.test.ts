import { rowsFor, rowsOfSession } from "../../../src/inference/stages/rows-for";

const stage = (bound: "compute" | "memory") => ({ bound });
const rowsOn = (provider: "cpu" | "cuda", maxBatch: number, of: ReturnType<typeof stage>, counts: number[]) =>
  counts.map((count) => rowsFor(of, { provider, threads: 1 }, maxBatch, count).rows);

describe("the rows that a batch is computed with", () => {
  it("on the CPU are its images, or two for a single one where a stage is bound by reading weights", () => {
    expect(rowsOn("cpu", 8, stage("memory"), [1, 2, 3, 9])).toEqual([2, 2, 3, 9]);
    expect(rowsOn("cpu", 8, stage("compute"), [1, 2, 3, 9])).toEqual([1, 2, 3, 9]);
  });

  it("go the largest batch at a time on the CPU through a stage bound by compute, and all together elsewhere", () => {
    const body = stage("compute");
    expect(rowsFor(body, { provider: "cpu", threads: 1 }, 2, 5)).toEqual({ rows: 5, step: 2 });
    expect(rowsFor(stage("memory"), { provider: "cpu", threads: 1 }, 2, 5)).toEqual({ rows: 5, step: 5 });
    expect(rowsFor(body, { provider: "cuda", threads: 1 }, 8, 5)).toEqual({ rows: 8, step: 8 });
  });

  it("on a GPU are a power of two, or at most the largest batch", () => {
    expect(rowsOn("cuda", 24, stage("memory"), [1, 2, 3, 9, 20])).toEqual([1, 2, 4, 16, 24]);
  });

  it("have a session of their own for each size on CUDA, where a stage is bound by arithmetic", () => {
    const sessionOn = (provider: "cpu" | "cuda", bound: "compute" | "memory", rows: number) =>
      rowsOfSession({ bound }, { runtime: { provider, threads: 1 }, maxBatch: 8 }, rows);
    expect(sessionOn("cuda", "compute", 4)).toBe(4);
    expect(sessionOn("cuda", "memory", 4)).toBeUndefined();
    expect(sessionOn("cpu", "compute", 4)).toBeUndefined();
    expect(sessionOn("cuda", "compute", 20)).toBeUndefined();
  });

  it("are as many as the images of a batch chosen by another host with a larger GPU", () => {
    expect(rowsOn("cuda", 8, stage("compute"), [20])).toEqual([20]);
  });
});
