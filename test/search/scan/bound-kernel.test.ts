import { randomStream } from "../../../src/datasets/scenes/random";
import { boundKernel } from "../../../src/search/scan/bound-kernel";
import { boundScore } from "../../../src/search/sketch/bound-score";
import { sketchPlaces } from "../../../src/search/sketch/sketch-layout";
import { randomLayout, randomSketches, randomTerm } from "../../helpers/search/random-sketches";

describe("The scan's kernel", () => {
  it("bounds scores no closer than double precision does, and hardly wider, for sketches of any kind and layout", () => {
    const random = randomStream(14);
    const wrong: unknown[] = [];
    for (let round = 0; round < 100; round++) {
      const { layout, rule } = randomLayout(random);
      const count = 1 + Math.floor(random.unit() * 8);
      const sketches = randomSketches(layout, count, random);
      const terms = Array.from({ length: 1 + Math.floor(random.unit() * 3) }, () =>
        randomTerm(layout, random),
      );
      const kernel = boundKernel(layout, terms, rule, count);
      kernel.sketches.set(sketches);
      const found = kernel.bound(count);

      const { bytes } = sketchPlaces(layout);
      for (const [index, term] of terms.entries())
        for (let image = 0; image < count; image++) {
          const [upper, lower, estimate] = [0, 1, 2].map((row) => found[(3 * index + row) * count + image]!);
          const sketch = sketches.subarray(image * bytes, (image + 1) * bytes);
          const exact = boundScore(layout, sketch, term, rule);
          // What rounding the term's values to 16 bits may be off by; and float32.
          const most = term.values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
          const step = new DataView(sketch.buffer, sketch.byteOffset).getFloat32(0, true);
          const rounding = (layout.dims * 127 * step * most) / 2 ** 16;
          const size =
            Math.abs(exact.upper) + Math.abs(exact.lower) + Math.abs(rule.bias) + Math.abs(term.offset);
          const slack = 2.01 * rounding + size * 1e-4;
          const isRight =
            upper! >= exact.upper &&
            upper! <= exact.upper + slack &&
            lower! <= exact.lower &&
            lower! >= exact.lower - slack &&
            Math.abs(estimate! - exact.estimate) <= slack;
          if (!isRight) wrong.push({ layout, rule, term, exact, upper, lower, estimate });
        }
    }
    expect(wrong).toEqual([]);
  });

  it("refuses more top regions than there are, and a share of a whole row that is not there", () => {
    const layout = { rows: 4, whole: false, regionSize: 16, dims: 16, blocks: 1 };
    expect(() => boundKernel(layout, [], { topRegions: 5, share: null, bias: 0 }, 1)).toThrow(RangeError);
    expect(() => boundKernel(layout, [], { topRegions: 4, share: 0.5, bias: 0 }, 1)).toThrow(RangeError);
  });
});
