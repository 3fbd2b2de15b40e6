import { readTrace, writeTrace } from "../../bench/simulation/trace";

describe("recorded arrivals", () => {
  it("are one to a line: when it came, how urgent it is, and how long the result is useful", () => {
    const text = "# two people and a batch\n0 interactive 2000\n1250 bulk -\n\n1250.5 interactive -\n";
    expect(readTrace(text)).toEqual([
      { at: 0, priority: "interactive", patienceMs: 2_000 },
      { at: 1_250, priority: "bulk", patienceMs: null },
      { at: 1_250.5, priority: "interactive", patienceMs: null },
    ]);
  });

  it("are written in order of time, in whole milliseconds, below their description", () => {
    const arrivals = [
      { at: 20.6, priority: "bulk", patienceMs: null },
      { at: 3.2, priority: "interactive", patienceMs: 500 },
    ] as const;
    expect(writeTrace(arrivals, ["made by hand"])).toBe("# made by hand\n3 interactive 500\n21 bulk -\n");
  });

  it.each([
    ["a time that is not a number", "soon bulk -"],
    ["a time before the start", "-1 bulk -"],
    ["an unknown priority", "0 urgent -"],
    ["no patience", "0 bulk"],
    ["a patience of zero", "0 interactive 0"],
    ["more than three words", "0 bulk - -"],
  ])("are refused with %s, naming the line", (_what, line) => {
    expect(() => readTrace(`0 bulk -\n${line}\n`)).toThrow(
      `Line 2 of the trace must be "MS PRIORITY PATIENCE"`,
    );
    expect(() => readTrace(`0 bulk -\n${line}\n`)).toThrow(`it is "${line}"`);
  });

  it("are refused out of order: a replay would send them back in time", () => {
    expect(() => readTrace("7 bulk -\n5 bulk -\n")).toThrow(
      "Line 2 of the trace is at 5 ms, before the line above it at 7 ms",
    );
  });
});
