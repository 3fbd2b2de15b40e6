import type { Ranking } from "../../search/ranking/ranking";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { OpenIndex } from "./index/open-index";
import type { SearchPlan } from "./terms/plan-search";
import type { ResolvedTerm } from "./terms/resolved-term";

/** What is kept of an index at the revision that is searched. */
interface SearchedIndex extends Pick<OpenIndex, "id" | "revision" | "files"> {
  /** How many images it has. */
  readonly images: number;
}

/** A search as it goes on between requests: its snapshot of an index, and what has been learned of its ranking. */
export interface SearchSession {
  /** The same for the same search of the same images. */
  readonly id: string;
  /** Stands for what was asked for, in cursors. */
  readonly query: string;
  readonly model: ModelVersionRow;
  readonly plan: SearchPlan;
  /** The least probability of what it finds; null where it finds every image. */
  readonly cut: number | null;
  readonly terms: readonly ResolvedTerm[];
  readonly index: SearchedIndex;
  readonly ranking: Ranking;
  /** The positions in each order that was asked for and is not the best first, by its name. */
  readonly orders: Map<string, Int32Array>;
}
