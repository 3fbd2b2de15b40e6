import { z } from "zod";
import { RegionaryError } from "../errors";
import { type Recipe, recipes } from "./recipe";

type RecipeName = keyof typeof recipes;

/** A recipe by its name, and the chosen options; stored with the training. */
export const chosenRecipeSchema = z.strictObject({
  name: z.enum(Object.keys(recipes) as RecipeName[]),
  /** Images in a step. */
  batch: z.int(),
  /** Epochs of the search; an eighth as many fine-tune on all images. */
  epochs: z.int(),
  /** The highest learning rate of the search. */
  learningRate: z.number(),
  validationShare: z.number(),
});
export type ChosenRecipe = Readonly<z.infer<typeof chosenRecipeSchema>>;

/** The options of a recipe, and their bounds. */
export type RecipeOptions = { readonly [K in keyof typeof BOUNDS]?: number | null };

const BOUNDS = {
  batch: { from: 2, to: 256, whole: true },
  epochs: { from: 1, to: 1_000, whole: true },
  learningRate: { from: 1e-6, to: 0.1, whole: false },
  validationShare: { from: 0.05, to: 0.5, whole: false },
} as const;

/**
 * The recipe of a name with the chosen options. Throws INVALID_INPUT for an unknown name, a number outside
 * its bounds, or an option with the official recipe, which has none.
 */
export function chooseRecipe(name: string, options: RecipeOptions): ChosenRecipe {
  if (!Object.hasOwn(recipes, name)) {
    const known = Object.keys(recipes).join(" or ");
    throw new RegionaryError("INVALID_INPUT", `The recipe must be ${known}; got "${name.slice(0, 100)}".`);
  }
  const recipe = recipes[name as RecipeName];
  const chosen = {
    batch: recipe.batch,
    epochs: recipe.schedule.epochs,
    learningRate: recipe.schedule.highest,
    validationShare: recipe.validationShare,
  };
  for (const option of Object.keys(BOUNDS) as (keyof typeof BOUNDS)[]) {
    const value = options[option];
    if (value === undefined || value === null) continue;
    if (name === "official") {
      throw new RegionaryError(
        "INVALID_INPUT",
        `The official recipe is the authors' and takes no options; got ${option}. Use the general recipe.`,
      );
    }
    const { from, to, whole } = BOUNDS[option];
    if (!(value >= from && value <= to) || (whole && !Number.isInteger(value))) {
      const kind = whole ? "a whole number" : "a number";
      throw new RegionaryError(
        "INVALID_INPUT",
        `${option} must be ${kind} from ${from} to ${to}; got ${value}.`,
      );
    }
    chosen[option] = value;
  }
  return { name: name as RecipeName, ...chosen };
}

/** The whole recipe: what belongs to the epochs and the rate changes in proportion to them. */
export function recipeOf({ name, batch, epochs, learningRate, validationShare }: ChosenRecipe): Recipe {
  const { schedule, fineTuning, firstValidated, order } = recipes[name];
  const factor = learningRate / schedule.highest;
  return {
    batch,
    order,
    schedule: {
      epochs,
      warmUpEpochs: Math.min(schedule.warmUpEpochs, epochs - 1),
      highest: learningRate,
      lowest: schedule.lowest * factor,
    },
    validationShare,
    firstValidated: Math.min(firstValidated, epochs),
    fineTuning: {
      epochs: Math.ceil((fineTuning.epochs * epochs) / schedule.epochs),
      learningRate: fineTuning.learningRate * factor,
    },
  };
}
