import { biamTraining } from "../../../src/model/families/biam/biam-training";
import { initialParameters } from "../../../src/model/families/initial-parameters";
import { tinySizes } from "../../helpers/models/tiny-model";

const vectors = new Float32Array(tinySizes.wordSize).fill(1);
const { parameters } = biamTraining(tinySizes, { images: 2, classes: 1, vectors, mostPositives: 1 }).graph;
const extremes = initialParameters(parameters, (n) => (n % 2 === 0 ? 0 : 1));

describe("initial parameters", () => {
  // 8 channels of 3x3 cells, 16 numbers of the scene, 8 of a word.
  it.each([
    ["conv_3X3.body.weight", 72],
    ["conv_3X3.body.bias", 72],
    ["scene_context_block.w_g.weight", 16],
    ["W.bias", 8],
  ])("of %s lie within 1 / sqrt(%i)", (name, summed) => {
    const bound = Math.fround(1 / Math.sqrt(summed));
    expect(Math.min(...extremes.get(name)!)).toBe(-bound);
    expect(Math.max(...extremes.get(name)!)).toBe(bound);
  });

  it.each([
    ["weight", 1],
    ["bias", 0],
    ["running_mean", 0],
    ["running_var", 1],
  ])("make a norm the identity: its %s is %i", (statistic, value) => {
    expect([...extremes.get(`conv_3X3.bn.${statistic}`)!]).toEqual(new Array(8).fill(value));
  });

  it("are drawn one after another", () => {
    const drawn: number[] = [];
    initialParameters(parameters, (n) => {
      drawn.push(n);
      return 0.5;
    });
    expect(drawn).toEqual(drawn.map((_, i) => i));
  });
});
