import { z } from "zod";
import { RegionaryError } from "../errors";
import { type Recipe, recipes } from "./recipe";

type RecipeName = keyof typeof recipes;

/** A recipe by its name, and what of it was chosen; to be stored with the training. */
export const chosenRecipeSchema = z.strictObject({
  name: z.enum(Object.keys(recipes) as RecipeName[]),
  /** Images that make a step. */
  batch: z.int(),
  /** Epochs of the search; an eighth as many fine-tune on all images. */
  epochs: z.int(),
  /** The highest of the search. */
  learningRate: z.number(),
  validationShare: z.number(),
});
export type ChosenRecipe = Readonly<z.infer<typeof chosenRecipeSchema>>;

/** What may be chosen of a recipe, and between which bounds. */
export type RecipeOptions = { readonly [K in keyof typeof BOUNDS]?: number | null };

const BOUNDS = {
  batch: { from: 2, to: 256, whole: true },
  epochs: { from: 1, to: 1_000, whole: true },
  learningRate: { from: 1e-6, to: 0.1, whole: false },
  validationShare: { from: 0.05, to: 0.5, whole: false },
} as const;

/**
 * The recipe of a name with what was chosen of it. Throws INVALID_INPUT for an unknown name, a number beyond its
 * bounds, or a choice with the official recipe, which is what it is.
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

/** The recipe in full: with other epochs and another rate, what belongs to them in the same proportion. */
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
