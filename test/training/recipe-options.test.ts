import { officialRecipe } from "../../src/training/recipe";
import { chooseRecipe, recipeOf } from "../../src/training/recipe-options";

describe("a chosen recipe", () => {
  it("is exactly the authors' if it is the official one", () => {
    expect(recipeOf(chooseRecipe("official", {}))).toEqual(officialRecipe);
  });

  it("keeps the proportions of the rest with fewer epochs and another rate", () => {
    const chosen = chooseRecipe("general", {
      epochs: 16,
      learningRate: 0.01,
      batch: 8,
      validationShare: 0.25,
    });
    expect(recipeOf(chosen)).toMatchObject({
      ...{ batch: 8, validationShare: 0.25, firstValidated: 4 },
      schedule: { epochs: 16, warmUpEpochs: 3, highest: 0.01, lowest: 0.005 },
      fineTuning: { epochs: 2 },
    });
    expect(recipeOf(chosen).fineTuning.learningRate).toBeCloseTo(3.33e-3, 12);
  });

  it("with a single epoch has no warm-up, and is validated after it", () => {
    expect(recipeOf(chooseRecipe("general", { epochs: 1 }))).toMatchObject({
      schedule: { epochs: 1, warmUpEpochs: 0 },
      ...{ firstValidated: 1, fineTuning: { epochs: 1 } },
    });
  });

  it.each([
    ["best", {}],
    ["toString", {}],
    ["official", { batch: 32 }],
    ["general", { batch: 257 }],
    ["general", { epochs: 1.5 }],
    ["general", { learningRate: 0 }],
    ["general", { learningRate: Number.NaN }],
    ["general", { validationShare: 0.6 }],
  ])("is refused: %s with %j", (name, options) => {
    expect(() => chooseRecipe(name, options)).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
  });
});
