import { RegionaryError } from "../../errors";

/** Throws INVALID_INPUT where a model cannot have this name. */
export function checkModelName(name: string): void {
  if (/^[\w.-]{1,100}$/.test(name)) return;
  throw new RegionaryError(
    "INVALID_INPUT",
    `A model's name must have 1 to 100 letters, digits, dots, dashes and underscores; got "${name.slice(0, 100)}".`,
  );
}
