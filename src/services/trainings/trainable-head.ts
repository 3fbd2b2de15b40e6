import { RegionaryError } from "../../errors";
import { FAMILIES } from "../../model/families/families";
import type { TrainableHead } from "../../model/families/head";

/** How heads of a family are trained. INVALID_INPUT, with the families to choose from, if they are not. */
export function trainableHead(family: string): TrainableHead {
  const found = FAMILIES.find(({ name }) => name === family)?.head;
  if (found) return found;
  const known = FAMILIES.flatMap(({ name, head }) => (head ? [name] : [])).join(" or ");
  throw new RegionaryError("INVALID_INPUT", `The head must be ${known}; got "${family.slice(0, 100)}".`);
}
