import { wordsOf } from "./search-variables";
import type { SearchView } from "./search-view";

/** Apart from each other and from most pictures, also for eyes that see few colors: by their lightness. */
const COLORS = ["#fff", "#ffd43b", "#66d9e8", "#faa2c1", "#8ce99a", "#ffa94d", "#b197fc", "#a9e34b"];

/** A word that is looked for, and the color of its boxes. */
export interface BoxColor {
  readonly word: string;
  /** Null where it has none: images that have it are left out. */
  readonly color: string | null;
}

/** The words of a view in the order in which the service gives their boxes. */
export function boxColors(view: SearchView): BoxColor[] {
  const { not = [], near = [] } = view;
  const words = new Set([...wordsOf(view), ...not, ...near.flatMap(({ label, of }) => [label, of])]);
  return [...words].map((word, place) => ({
    word,
    color: not.includes(word) ? null : COLORS[place % COLORS.length]!,
  }));
}
