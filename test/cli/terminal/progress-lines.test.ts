import { progressLines } from "../../../src/cli/terminal/progress-lines";

function linesOf(canRedraw: boolean, steps: readonly number[]): string[] {
  const lines: string[] = [];
  const tell = progressLines({ canRedraw, warn: (line) => lines.push(line) });
  for (const images of steps) tell(images, 40);
  return lines;
}

describe("progress without a terminal", () => {
  it("is a line at each further tenth, one for several that were skipped", () => {
    expect(linesOf(false, [0, 3, 4, 5, 7, 21, 40, 40])).toEqual([
      "4/40 images",
      "21/40 images",
      "40/40 images",
    ]);
  });

  it("begins where the work is continued", () => {
    expect(linesOf(false, [30, 31])).toEqual(["30/40 images"]);
  });

  it("is left to the bar if one can be drawn", () => {
    expect(linesOf(true, [20, 40])).toEqual([]);
  });
});
