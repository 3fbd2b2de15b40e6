import { learningRate } from "../../src/training/learning-rate";
import { officialRecipe } from "../../src/training/recipe";
import { describeWithShared } from "../helpers/shared";
import { trainingManifest } from "../helpers/trainings/training-reference";

const rate = (epoch: number) => learningRate(officialRecipe.schedule, epoch);

describe("the official learning rate", () => {
  // By hand: thirds of 1e-3; cos(0) = 1; and of the 37 epochs after the warm-up, cos(36π/37) = -0.9963974885425.
  it.each([
    [1, 0.001 / 3],
    [2, 0.002 / 3],
    [3, 0.001],
    [4, 0.001],
    [40, 0.0005 + 0.00025 * (1 - 0.9963974885425)],
  ])("in epoch %i is %f", (epoch, expected) => {
    expect(rate(epoch)).toBeCloseTo(expected, 12);
  });

  it("is halfway between the highest and the lowest at half of the cosine", () => {
    const schedule = { epochs: 7, warmUpEpochs: 1, highest: 4, lowest: 2 };
    expect(learningRate(schedule, 5)).toBeCloseTo(3, 12); // cos(3π/6) = 0
  });
});

describeWithShared("reference/training")("the official learning rate", () => {
  it("is the authors' in every epoch", () => {
    const expected = trainingManifest().notes.learning_rate_per_epoch.actual;
    expect(expected).toHaveLength(officialRecipe.schedule.epochs);
    expected.forEach((value, position) => {
      expect(rate(position + 1)).toBeCloseTo(value, 15);
    });
  });
});
