import { createSketcher, createSketchLane } from "../../../src/inference/sketching/create-sketcher";
import { identityBasis } from "../../../src/search/sketch/basis";
import { boundScore } from "../../../src/search/sketch/bound-score";
import { projectClassifier } from "../../../src/search/sketch/project-classifier";
import { sketchLayout, sketchPlaces } from "../../../src/search/sketch/sketch-layout";
import { fromFloat16, toFloat16 } from "../../../src/tensor/float16";
import { randomTensor } from "../../helpers/graph/random-tensors";
import { withScoreOf } from "../../helpers/search/score-by-model";

const lane = createSketchLane(60_000, () => undefined);
const sketcher = createSketcher(lane);
afterAll(() => lane.close());

it("sketches images together as it sketches each alone", async () => {
  const layout = sketchLayout({ rows: 49, whole: true, regionSize: 96 });
  const images = [1, 2, 3].map((seed) => toFloat16(randomTensor([50 * 96], seed).data));
  const basis = await sketcher.learn(layout, images, null);
  const together = await sketcher.sketch(basis, layout, images);
  const alone = await Promise.all(images.map((image) => sketcher.sketch(basis, layout, [image])));
  expect(Buffer.compare(together, Buffer.concat(alone))).toBe(0);
});

const IMAGES = 24;
const LABELS = 8;

/** As many as images of each kind of family: words, texts with a row of the whole picture, SigLIP's bias. */
describe.each([
  { positions: 16, regionSize: 16, topRegions: 6, share: null, bias: 0 },
  { positions: 49, regionSize: 20, topRegions: 1, share: 0.25, bias: -16.5 },
  { positions: 49, regionSize: 96, topRegions: 12, share: 0, bias: 0 },
  { positions: 196, regionSize: 192, topRegions: 52, share: null, bias: 0 },
  { positions: 49, regionSize: 160, topRegions: 3, share: 1, bias: 3e4 },
])("scores of $positions regions of $regionSize, the best $topRegions, share $share, bias $bias", (sizes) => {
  const { positions, regionSize, share, bias, topRegions } = sizes;
  const whole = share !== null;
  const layout = sketchLayout({ rows: positions, whole, regionSize });
  const { bytes } = sketchPlaces(layout);
  // A common part, numbers of very different sizes, and regions that are as good as one another.
  const shape = [(positions + (whole ? 1 : 0)) * regionSize];
  const images = Array.from({ length: IMAGES }, (_, image) => {
    const { data } = randomTensor(shape, image + 1);
    const size = 10 ** ((image % 6) - 3);
    const period = image % 4 === 0 ? regionSize : data.length;
    return toFloat16(data.map((_, i) => size * (0.5 + data[i % period]! / (1 + (i % regionSize)))));
  });
  const { data: classifiers } = randomTensor([LABELS * regionSize], 99);

  it.each(["first", "learned", "learned with classifiers"])(
    "lie within the bounds in the %s basis",
    async (which) => {
      const given = which === "learned" ? null : classifiers;
      const basis = which === "first" ? identityBasis(layout) : await sketcher.learn(layout, images, given);
      const sketches = await sketcher.sketch(basis, layout, images);
      const terms = Array.from({ length: LABELS }, (_, label) =>
        projectClassifier(basis, classifiers.subarray(label * regionSize, (label + 1) * regionSize)),
      );
      await withScoreOf(sizes, async (score) => {
        const beyond = [];
        for (const [image, halves] of images.entries()) {
          const sketch = sketches.subarray(image * bytes, (image + 1) * bytes);
          const logits = await score(fromFloat16(halves), classifiers);
          for (const [label, term] of terms.entries()) {
            const exact = Math.fround(logits[label]! + bias);
            const { lower, estimate, upper } = boundScore(layout, sketch, term, { topRegions, share, bias });
            if (!(lower <= exact && exact <= upper && lower <= estimate && estimate <= upper))
              beyond.push({ image, label, lower, exact, upper });
          }
        }
        expect(beyond).toEqual([]);
      });
    },
  );
});
