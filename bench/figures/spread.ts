import { type Figure, type Limit, targeted } from "../runner/benchmark";
import { median } from "./median";

/** The median of rounds with the lowest and the highest, held to a limit where there is one. */
export function spread(name: string, unit: string, values: readonly number[], limit?: Limit): Figure {
  const value = median(values);
  const figure: Figure = limit ? targeted(name, value, unit, limit) : { name, value, unit };
  return { ...figure, range: [Math.min(...values), Math.max(...values)] };
}
