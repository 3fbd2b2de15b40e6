import { isWorthIt, layoutsFor, PRECISIONS, valuesLayout } from "../../../src/inference/stages/encode-layout";

describe("the layouts that are tried", () => {
  const cpu = {
    provider: "cpu",
    threads: 16,
    gpus: 1,
    precisions: PRECISIONS,
    copies: 100,
    canBeApart: false,
  } as const;
  const shape = ({ lanes, threads, precision }: { lanes: number; threads: number; precision: string }) =>
    `${lanes} x ${threads} ${precision}`;

  it("divide the CPU's threads evenly among up to 8 lanes", () => {
    expect(layoutsFor(cpu).map(shape)).toEqual([
      "1 x 16 float32",
      "2 x 8 float32",
      "4 x 4 float32",
      "8 x 2 float32",
    ]);
    expect(layoutsFor({ ...cpu, threads: 6 }).map(shape)).toEqual([
      "1 x 6 float32",
      "2 x 3 float32",
      "3 x 2 float32",
      "6 x 1 float32",
    ]);
    expect(layoutsFor({ ...cpu, threads: 3 }).map(shape)).toEqual(["1 x 3 float32", "3 x 1 float32"]);
    expect(layoutsFor({ ...cpu, threads: 1 }).map(shape)).toEqual(["1 x 1 float32"]);
  });

  it("have as many lanes for features as the CPU's threads allow, and on a GPU as many as for pictures", () => {
    const of = (lanes: number, threads: number, provider: "cpu" | "cuda" = "cpu") =>
      shape(valuesLayout({ lanes, threads, precision: "float32", memoryThreads: null }, provider));
    expect([of(1, 2), of(2, 1), of(1, 3), of(2, 8)]).toEqual([
      "2 x 1 float32",
      "2 x 1 float32",
      "3 x 1 float32",
      "8 x 2 float32",
    ]);
    expect(of(2, 1, "cuda")).toBe("2 x 1 float32");
    expect(of(1, 2, "cuda")).toBe("1 x 2 float32");
  });

  it("hold no more copies of the model than fit in memory, but always one", () => {
    expect(layoutsFor({ ...cpu, copies: 3 })).toHaveLength(2);
    expect(layoutsFor({ ...cpu, copies: 0 })).toHaveLength(1);
  });

  it("have stages bound by memory apart first, on one thread, and on all where there are more than two", () => {
    const apart = { ...cpu, canBeApart: true, copies: 1 };
    const withMemory = (layout: { lanes: number; threads: number; memoryThreads: number | null }) =>
      `${layout.lanes} x ${layout.threads}, ${layout.memoryThreads}`;
    expect(layoutsFor({ ...apart, threads: 2 }).map(withMemory)).toEqual([
      "2 x 1, 1",
      "1 x 2, 1",
      "1 x 2, null",
    ]);
    expect(layoutsFor({ ...apart, threads: 4 }).map(withMemory)).toEqual([
      ...["4 x 1, 1", "2 x 2, 1", "1 x 4, 1"],
      ...["4 x 1, 4", "2 x 2, 4", "1 x 4, 4"],
      "1 x 4, null",
    ]);
    expect(layoutsFor({ ...apart, provider: "cuda" }).map(withMemory)).toEqual([
      "1 x 1, null",
      "2 x 1, null",
      "1 x 1, null",
      "2 x 1, null",
    ]);
  });

  it("give each GPU one lane or two, in float32 and in float16", () => {
    expect(layoutsFor({ ...cpu, provider: "cuda", gpus: 3 }).map(shape)).toEqual([
      "3 x 1 float32",
      "6 x 1 float32",
      "3 x 1 float16",
      "6 x 1 float16",
    ]);
  });

  it("must be a twentieth faster than a plainer one", () => {
    expect([isWorthIt(104, 100), isWorthIt(106, 100)]).toEqual([false, true]);
  });
});
