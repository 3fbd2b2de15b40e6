import { createContext, useContext } from "react";
import type { SearchList } from "../../../parts/image-list";
import type { BoxColor } from "../box-colors";
import type { SearchVariables } from "../search-variables";

/** What every tile of a search needs. */
export interface FoundSearch {
  readonly variables: SearchVariables;
  /** The words that are looked for. */
  readonly labels: readonly string[];
  /** Of each word's boxes, in the order in which they come. */
  readonly colors: readonly BoxColor[];
  readonly hidden: ReadonlySet<string>;
  readonly chosen: ReadonlySet<string>;
  /** While the cut-off is being moved: the probability below which images will go, from 0 to 1. */
  readonly fading: number;
  readonly toggle: (id: string, isRange: boolean) => void;
  readonly correct: (ids: readonly string[], label: string) => void;
  /** Takes that back. */
  readonly putBack: (ids: readonly string[], label: string) => void;
  /** The list that an image of a page is opened from. */
  readonly listFrom: (after: string | null) => SearchList;
}

const FoundContext = createContext<FoundSearch | null>(null);

export const FoundProvider = FoundContext.Provider;

export function useFoundSearch(): FoundSearch {
  const search = useContext(FoundContext);
  if (!search) throw new Error("What a search found is shown inside of a FoundProvider.");
  return search;
}
