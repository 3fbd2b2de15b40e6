import { RegionaryError } from "../../errors";
import type { ChosenRecipe } from "../../training/recipe-options";

/** INVALID_INPUT unless so many images can be trained on by a recipe; `came` says which they are. */
export function checkImageCount(
  count: number,
  { batch, validationShare }: Pick<ChosenRecipe, "batch" | "validationShare">,
  came: string,
): void {
  const held = Math.floor(count * validationShare);
  if (held >= 1 && count - held >= batch) return;
  throw new RegionaryError(
    "INVALID_INPUT",
    `${came}: too few to hold back a share of ${validationShare} for validation and fill a batch of ${batch} with the others. Give more images, or take the recipe general with a smaller batch.`,
  );
}
