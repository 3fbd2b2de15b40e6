import { identityBasis } from "../../../src/search/sketch/basis";
import { boundScore } from "../../../src/search/sketch/bound-score";
import { projectClassifier } from "../../../src/search/sketch/project-classifier";
import { type SketchLayout, sketchLayout, sketchPlaces } from "../../../src/search/sketch/sketch-layout";
import { sketchRegionsOf } from "../../../src/search/sketch/sketch-regions";
import { fromFloat16, toFloat16 } from "../../../src/tensor/float16";
import { randomTensor } from "../../helpers/graph/random-tensors";
import { withScoreOf } from "../../helpers/search/score-by-model";

it("a sketch begins every part at a multiple of 16 bytes, and is 13 KB for 196 regions of 512", () => {
  const layout = sketchLayout({ rows: 196, whole: false, regionSize: 512 });
  // 5 scales in 32 bytes, 196 x 64 values, 4 x 208 norms
  expect(sketchPlaces(layout)).toEqual({
    scales: 0,
    values: 32,
    norms: 32 + 12_544,
    normsPerBlock: 208,
    bytes: 32 + 12_544 + 832,
  });
});

it("regions of zeros have a score of the bias alone", () => {
  const layout = sketchLayout({ rows: 4, whole: true, regionSize: 96 });
  const sketch = sketchOf(layout, new Float32Array(5 * 96));
  const term = projectClassifier(identityBasis(layout), randomTensor([96], 1).data);
  const { lower, estimate, upper } = boundScore(layout, sketch, term, {
    ...{ topRegions: 2, share: 0.5, bias: -3 },
  });
  expect(estimate).toBe(-3);
  expect(upper - lower).toBeLessThan(1e-5);
});

/**
 * One region, whose kept numbers are whole, and a classifier that points along all that its sketch leaves out: there
 * the bound is the score itself, and rounding alone decides.
 */
describe("at the worst classifier for a region", () => {
  const regionSize = 512;
  const rule = { topRegions: 1, share: null, bias: 0 };
  const layout = sketchLayout({ rows: 1, whole: false, regionSize });
  const { dims } = layout;
  const worst = Array.from({ length: 60 }, (_, i) => {
    const region = randomTensor([regionSize], i + 1).data.map((x, dim) =>
      dim < dims ? Math.round(127 * x) : x / 64,
    );
    region[0] = 127;
    const halves = fromFloat16(toFloat16(region));
    const classifier = halves.map((x, dim) => (dim < dims ? Math.sin(i + dim * dim) : x));
    return { region: halves, classifier, sketch: sketchOf(layout, halves) };
  });
  const countBeyond = (sketches: readonly Uint8Array[]) =>
    withScoreOf({ ...rule, positions: 1, regionSize }, async (score) => {
      let count = 0;
      for (const [i, { region, classifier }] of worst.entries()) {
        const [exact] = await score(region, classifier);
        const term = projectClassifier(identityBasis(layout), classifier);
        const { lower, upper } = boundScore(layout, sketches[i]!, term, rule);
        if (exact! > upper || exact! < lower) count++;
      }
      return count;
    });

  it("the score that the model computes lies within the bound", async () => {
    expect(await countBeyond(worst.map(({ sketch }) => sketch))).toBe(0);
  });

  it("it would not, if norms had no room for rounding", async () => {
    const { norms } = sketchPlaces(layout);
    const withoutRoom = worst.map(({ sketch, region }) => {
      const tight = sketch.slice();
      const scales = new DataView(tight.buffer);
      scales.setFloat32(0, 1, true); // the kept numbers are whole,
      scales.setFloat32(4, 0, true); // so that nothing of them is lost
      identityBasis(layout).ends.forEach((end, i, ends) => {
        tight[norms + 16 * (i + 1)] = 255;
        scales.setFloat32(8 + 4 * i, Math.hypot(...region.subarray(ends[i - 1] ?? dims, end)) / 255, true);
      });
      scales.setFloat32(16, 0, true);
      return tight;
    });
    expect(await countBeyond(withoutRoom)).toBeGreaterThan(0);
  });
});

function sketchOf(layout: SketchLayout, regions: Float32Array): Uint8Array {
  const sketch = new Uint8Array(sketchPlaces(layout).bytes);
  sketchRegionsOf(layout, identityBasis(layout))(regions, regions, sketch);
  return sketch;
}
