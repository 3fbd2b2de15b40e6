import { readFileSync } from "node:fs";
import path from "node:path";
import { sceneRecipe, stepRate } from "../../../lab/training/scenes-recipe";

const rates = { risingSteps: 4, fallingSteps: 10, highest: 0.8, lowest: 0.2 };

describe("the learning rate of a step", () => {
  it("rises linearly, is held, and falls along half a cosine to the lowest at the last step", () => {
    const of = (step: number) => stepRate(rates, 30, step);
    expect([1, 2, 4].map(of)).toEqual([0.2, 0.4, 0.8]);
    expect([5, 20].map(of)).toEqual([0.8, 0.8]);
    expect(of(25)).toBeCloseTo(0.5, 12); // half way
    expect(of(30)).toBeCloseTo(0.2, 12);
  });

  it("does not depend on the number of steps while it is held", () => {
    expect(stepRate(rates, 30, 12)).toBe(stepRate(rates, 300, 12));
  });
});

it("the weights that ship were made by the code's recipe, in at most 30 minutes", () => {
  const file = path.resolve(__dirname, "../../../scenes/model/report.json");
  const { recipe, training } = JSON.parse(readFileSync(file, "utf8"));
  expect(recipe).toEqual(sceneRecipe);
  expect(training.wallSeconds).toBeLessThan(30 * 60);
});
