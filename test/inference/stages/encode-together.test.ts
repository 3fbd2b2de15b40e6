import type { LoadedModel } from "../../../src/inference/engine/loaded-model";
import { fromFloat16, toFloat16 } from "../../../src/tensor/float16";
import { largestDifference } from "../../../src/tensor/largest-difference";
import { interpret } from "../../helpers/graph/interpreter";
import {
  parametersOf,
  randomVocabulary,
  startTinyEngine,
  tinyPicture,
} from "../../helpers/models/tiny-engine";
import { tinyBackbone, tinySizes } from "../../helpers/models/tiny-model";
import { encodeFile } from "../../helpers/pictures/encode-file";

const { gridHeight, gridWidth, regionSize } = tinySizes;
const positions = gridHeight * gridWidth;

let model: LoadedModel;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ model, stop } = await startTinyEngine());
});
afterAll(() => stop());

describe("a batch that is encoded and scored together", () => {
  it("gives regions and scores bit-identical to those of each image alone", async () => {
    const pictures = await Promise.all(
      [1, 2, 3].map(async (seed) => model.decode((await tinyPicture(seed)).png, { mode: "photo" })),
    );
    const words = randomVocabulary(7, 3);
    const size = positions * regionSize;
    const together = new Uint16Array(new SharedArrayBuffer(2 * pictures.length * size));
    await model.encodeTogether({ kind: "pictures", pictures }, together);
    const logits = await model.scoreTogether(together, words);
    for (const [i, one] of pictures.entries()) {
      const regions = await model.encode(one);
      expect(together.slice(i * size, (i + 1) * size)).toEqual(regions);
      expect(logits.slice(i * words.count, (i + 1) * words.count)).toEqual(await model.score(regions, words));
    }
  });

  it("gives for a backbone's features what it gives for their picture, making the missing global vector itself", async () => {
    const { image, png } = await tinyPicture(4);
    const made = interpret(tinyBackbone(), { image }, parametersOf(tinyBackbone(), 1));
    const shared = (data: ArrayLike<number>) => {
      const floats = new Float32Array(new SharedArrayBuffer(4 * data.length));
      floats.set(data);
      return floats;
    };
    const features = shared(made.get("features")!.data); // [Cf, h, w]
    const global = shared(made.get("global")!.data); // [G]
    const expected = fromFloat16(await encodeFile(model, png));
    for (const values of [{ features, global }, { features }] as Record<string, Float32Array>[]) {
      const regions = new Uint16Array(new SharedArrayBuffer(2 * positions * regionSize));
      await model.encodeTogether({ kind: "values", count: 1, values }, regions);
      expect(largestDifference(fromFloat16(regions), expected).value).toBeLessThan(1e-2);
    }
    const halves = toFloat16(features, new Uint16Array(new SharedArrayBuffer(2 * features.length)));
    const regions = new Uint16Array(new SharedArrayBuffer(2 * positions * regionSize));
    await model.encodeTogether({ kind: "values", count: 1, values: { features: halves, global } }, regions);
    expect(largestDifference(fromFloat16(regions), expected).value).toBeLessThan(1e-2);
  });

  it("refuses features and regions of a wrong size", async () => {
    const none = new Float32Array(new SharedArrayBuffer(0));
    const regions = new Uint16Array(new SharedArrayBuffer(2 * positions * regionSize));
    await expect(
      model.encodeTogether({ kind: "values", count: 1, values: { features: none } }, regions),
    ).rejects.toMatchObject({ code: "INVALID_INPUT", message: expect.stringContaining("features") });
    await expect(model.encodeTogether({ kind: "pictures", pictures: [] }, regions)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringContaining("regions"),
    });
    await expect(model.scoreTogether(regions.subarray(1), randomVocabulary(2, 1))).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
  });
});
