import { averagePrecisionPlot, type LabelBar } from "../../src/plots/average-precision-plot";
import { histogramPlot } from "../../src/plots/histogram-plot";
import { precisionRecallPlot } from "../../src/plots/precision-recall-plot";
import { readSvg } from "../helpers/evaluations/read-svg";

const words = { title: "A title", subtitle: "a model on a set" };

/** The path of a class, as the numbers in it. */
function pathOf(svg: string, mark: string): number[] {
  const path = new RegExp(`<path class="${mark}" d="([^"]*)"`).exec(svg)?.[1] ?? "";
  return [...path.matchAll(/-?[\d.]+/g)].map(Number);
}

describe("a plot of precision over recall", () => {
  const curve = (recall: number[], precision: number[], averagePrecision: number | null) => ({
    ...{ recall: Float64Array.from(recall), precision: Float64Array.from(precision), averagePrecision },
    ...{ positives: recall.length, known: 10 },
  });

  it("of a perfect ranking is a line along the top, from left to right", async () => {
    const svg = await precisionRecallPlot(words, curve([0.5, 1], [1, 1], 1), "light");
    const [left, top, ...rest] = pathOf(svg, "first line");
    expect([left, top]).toEqual([76, 104]); // the frame's corner
    const line = [left!, top!, ...rest];
    expect(new Set(line.filter((_, at) => at % 2 === 1))).toEqual(new Set([top]));
    expect(Math.max(...line.filter((_, at) => at % 2 === 0))).toBe(696);
    const { texts } = await readSvg(svg);
    expect(texts).toEqual(expect.arrayContaining(["Average precision 1.000", "By chance 0.200 (2 of 10)"]));
    expect(texts).toEqual(expect.arrayContaining(["A title", "a model on a set", "Recall", "Precision"]));
  });

  it("drops before it continues, so that the area under it is the average precision", async () => {
    // Precision 1 up to recall 0.5, then 0.5: the frame is 620 wide and 336 high.
    const svg = await precisionRecallPlot(words, curve([0.5, 1], [1, 0.5], 0.75), "light");
    const points = pathOf(svg, "first line");
    expect(points).toEqual([...[76, 104], ...[76, 104, 386, 104], ...[386, 272, 696, 272]]);
  });

  it("has a title and a description for those who cannot see it", async () => {
    const svg = await precisionRecallPlot(words, curve([0.5, 1], [1, 1], 1), "light");
    const [, names] = /aria-labelledby="([^"]+)"/.exec(svg)!; // ARIA's own spelling
    for (const name of names!.split(" ")) expect(svg).toContain(` id="${name}"`);
  });

  it("says so where there is no positive", async () => {
    const { texts } = await readSvg(await precisionRecallPlot(words, curve([], [], null), "light"));
    expect(texts).toContain("None of the 10 known labels is positive.");
  });
});

describe("a plot of scores", () => {
  it("shows positives and negatives each as shares of their own number", async () => {
    const histogram = {
      from: -1,
      to: 1,
      positives: Uint32Array.of(0, 4),
      negatives: Uint32Array.of(900, 300),
    };
    const svg = await histogramPlot(words, histogram, "dark");
    const { texts } = await readSvg(svg);
    expect(texts).toEqual(expect.arrayContaining(["Present (4)", "Absent (1,200)", "0%", "100%"]));
    // All positives are in the right half, up to the top; of the negatives three quarters in the left.
    const heights = (mark: string) => pathOf(svg, mark).filter((_, at) => at % 2 === 1);
    expect(Math.min(...heights("first area"))).toBe(104);
    expect(Math.min(...heights("second area"))).toBe(440 - 0.75 * 336);
  });

  it("says so where no label is known", async () => {
    const none = { from: -0.5, to: 0.5, positives: new Uint32Array(2), negatives: new Uint32Array(2) };
    expect((await readSvg(await histogramPlot(words, none, null))).texts).toContain("No label is known.");
  });
});

describe("a plot of average precisions", () => {
  const bar = (label: string, averagePrecision: number, seen = false): LabelBar => ({
    ...{ label, averagePrecision, seen, support: 5, interval: { low: 0, high: averagePrecision } },
  });

  it("has a bar for each label, as long as its value", async () => {
    const best = [bar("dog", 1), bar("cat", 0.5, true)];
    const svg = await averagePrecisionPlot(words, { best, between: 0, worst: [] }, "light");
    const { texts } = await readSvg(svg);
    expect(texts).toEqual(expect.arrayContaining(["dog", "1.000", "cat", "0.500"]));
    expect(texts).toEqual(expect.arrayContaining(["Unseen in training", "Seen in training", "95% interval"]));
    const widths = [...svg.matchAll(/bar" x="226" y="[\d.]+" width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    );
    expect(widths).toEqual([420, 210]);
  });

  it("says how many labels are left out between the best and the worst", async () => {
    const plot = { best: [bar("dog", 0.9)], between: 7, worst: [bar("cat", 0.1)] };
    const { texts } = await readSvg(await averagePrecisionPlot(words, plot, "light"));
    expect(texts).toContain("… 7 labels between");
  });

  it("shows any name as text, and in full when a pointer rests on it", async () => {
    const name = `<script>alert(1)</script> & "quoted" names that are too long to be shown`;
    const svg = await averagePrecisionPlot(words, { best: [bar(name, 0.5)], between: 0, worst: [] }, null);
    expect((await readSvg(svg)).texts).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp;…");
    expect(svg).not.toContain("<script");
    expect(svg).toContain("&amp; &quot;quoted&quot; names that are too long to be shown: 0.500");
  });

  it("says so where no label has a positive", async () => {
    const svg = await averagePrecisionPlot(words, { best: [], between: 0, worst: [] }, "light");
    expect((await readSvg(svg)).texts).toContain("No label has a positive.");
  });
});
