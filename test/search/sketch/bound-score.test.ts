import { identityBasis } from "../../../src/search/sketch/basis";
import { boundScore } from "../../../src/search/sketch/bound-score";
import { projectClassifier } from "../../../src/search/sketch/project-classifier";
import { sketchLayout, sketchPlaces } from "../../../src/search/sketch/sketch-layout";
import { sketchRegionsOf } from "../../../src/search/sketch/sketch-regions";
import { fromFloat16, toFloat16 } from "../../../src/tensor/float16";
import { randomTensor } from "../../helpers/graph/random-tensors";
import { withScoreOf } from "../../helpers/search/score-by-model";

const cases = [
  { positions: 16, regionSize: 16, topRegions: 6, share: null, bias: 0 },
  { positions: 49, regionSize: 60, topRegions: 1, share: null, bias: 0 },
  { positions: 49, regionSize: 96, topRegions: 3, share: null, bias: 0 },
  { positions: 196, regionSize: 512, topRegions: 52, share: null, bias: 0 },
  { positions: 49, regionSize: 512, topRegions: 6, share: 0.4, bias: -12.5 },
  { positions: 196, regionSize: 768, topRegions: 19, share: 1, bias: 3e4 },
] as const;

test.each(cases)(
  "a model's score lies within the bound of the sketch: $positions x $regionSize, best $topRegions, share $share",
  async (sizes) => {
    const { positions, regionSize, share, bias, topRegions } = sizes;
    const layout = sketchLayout({ rows: positions, whole: share !== null, regionSize });
    const basis = identityBasis(layout);
    const sketchRegions = sketchRegionsOf(layout, basis);
    const length = (share === null ? positions : positions + 1) * regionSize;
    await withScoreOf(sizes, async (score) => {
      for (let seed = 1; seed <= 20; seed++) {
        const regions = fromFloat16(
          toFloat16(randomTensor([length], seed).data.map((x) => x ** 3 * 10 ** (seed % 5))),
        );
        const sketch = new Uint8Array(sketchPlaces(layout).bytes);
        sketchRegions(regions, regions, sketch);
        const classifiers = randomTensor([5 * regionSize], 100 + seed).data;
        const scores = await score(regions, classifiers);
        scores.forEach((logit, label) => {
          const classifier = classifiers.subarray(label * regionSize, (label + 1) * regionSize);
          const term = projectClassifier(basis, classifier);
          const { lower, estimate, upper } = boundScore(layout, sketch, term, { topRegions, share, bias });
          const exact = Math.fround(logit + bias);
          expect(lower).toBeLessThanOrEqual(exact);
          expect(upper).toBeGreaterThanOrEqual(exact);
          expect(estimate).toBeLessThanOrEqual(upper);
          expect(estimate).toBeGreaterThanOrEqual(lower);
        });
      }
    });
  },
);
