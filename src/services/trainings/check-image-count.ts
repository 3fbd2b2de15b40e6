import { RegionaryError } from "../../errors";
import type { ChosenRecipe } from "../../training/recipe-options";

/** INVALID_INPUT unless a recipe can train on this many images; `got` says which they are. */
export function checkImageCount(
  count: number,
  { batch, validationShare }: Pick<ChosenRecipe, "batch" | "validationShare">,
  got: string,
): void {
  const held = Math.floor(count * validationShare);
  if (held >= 1 && count - held >= batch) return;
  throw new RegionaryError(
    "INVALID_INPUT",
    `${got}: too few to hold back a share of ${validationShare} for validation and fill a batch of ${batch} with the others. Use a set with more images, or the recipe general with a smaller batch.`,
  );
}
