import { createSketcher, createSketchLane } from "../../../src/inference/sketching/create-sketcher";
import { identityBasis } from "../../../src/search/sketch/basis";
import { sketchLayout, sketchPlaces } from "../../../src/search/sketch/sketch-layout";
import { sketchRegionsOf } from "../../../src/search/sketch/sketch-regions";
import { fromFloat16, toFloat16 } from "../../../src/tensor/float16";
import { randomTensor } from "../../helpers/graph/random-tensors";

const layout = sketchLayout({ rows: 49, whole: true, regionSize: 96 });
const lane = createSketchLane(60_000, () => undefined);
const sketcher = createSketcher(lane);
afterAll(() => lane.close());

it("sketches images on its thread, one after another, as each alone", async () => {
  const basis = identityBasis(layout);
  const regions = [1, 2, 3].map((seed) => toFloat16(randomTensor([50 * 96], seed).data));
  const sketchRegions = sketchRegionsOf(layout, basis);
  const alone = regions.map((halves) => {
    const sketch = new Uint8Array(sketchPlaces(layout).bytes);
    const floats = fromFloat16(halves);
    sketchRegions(floats, floats, sketch);
    return sketch;
  });
  const together = await sketcher.sketch(basis, layout, regions);
  expect(Buffer.compare(together, Buffer.concat(alone))).toBe(0);
});
