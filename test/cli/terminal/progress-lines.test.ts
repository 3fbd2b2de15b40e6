import { progressLines } from "../../../src/cli/terminal/progress-lines";

function linesOf(canRedraw: boolean, steps: readonly number[]): string[] {
  const lines: string[] = [];
  const tell = progressLines({ canRedraw, warn: (line) => lines.push(line) });
  for (const images of steps) tell(images, 40);
  return lines;
}

describe("progress where no bar can be drawn", () => {
  it("is a line at each further tenth, those leapt over in one", () => {
    expect(linesOf(false, [0, 3, 4, 5, 7, 21, 40, 40])).toEqual([
      "4/40 images",
      "21/40 images",
      "40/40 images",
    ]);
  });

  it("begins where the work goes on", () => {
    expect(linesOf(false, [30, 31])).toEqual(["30/40 images"]);
  });

  it("is left to the bar where one is drawn", () => {
    expect(linesOf(true, [20, 40])).toEqual([]);
  });
});
