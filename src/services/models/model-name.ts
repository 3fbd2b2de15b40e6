import { RegionaryError } from "../../errors";

/** Throws INVALID_INPUT where a model cannot be called so. */
export function checkModelName(name: string): void {
  if (/^[\w.-]{1,100}$/.test(name)) return;
  throw new RegionaryError(
    "INVALID_INPUT",
    `A model's name has 1 to 100 letters, digits, dots, dashes and underscores; "${name}" came.`,
  );
}
