import { type DataOrder, independentDraws, permutations } from "./data-order";
import type { Schedule } from "./learning-rate";

/**
 * How a head is trained: first on a part of the images, to find the best epoch, then a little more on all.
 */
export interface Recipe {
  readonly batch: number;
  readonly order: DataOrder;
  readonly schedule: Schedule;
  /** The share of the images, taken from the end, that is held back for validation. */
  readonly validationShare: number;
  /** Validation comes after every second epoch from this one, and after the last. */
  readonly firstValidated: number;
  readonly fineTuning: { readonly epochs: number; readonly learningRate: number };
}

/** The authors' recipe for NUS-WIDE. */
export const officialRecipe: Recipe = {
  batch: 32,
  order: independentDraws,
  schedule: { epochs: 40, warmUpEpochs: 3, highest: 1e-3, lowest: 5e-4 },
  validationShare: 0.2,
  firstValidated: 4,
  fineTuning: { epochs: 5, learningRate: 3.33e-4 },
};

/** The same, except that every image is seen equally often. */
const generalRecipe: Recipe = { ...officialRecipe, order: permutations };

/** Recipes by the names that a person may give. */
export const recipes = { official: officialRecipe, general: generalRecipe } as const;

/** Whether the model is validated after this epoch. */
export function validatesAfter({ firstValidated, schedule }: Recipe, epoch: number): boolean {
  return epoch === schedule.epochs || (epoch >= firstValidated && epoch % 2 === 0);
}
