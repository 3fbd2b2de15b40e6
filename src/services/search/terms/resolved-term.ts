import type { Line } from "../../../search/ranking/ranked-query";
import type { SearchedTerm } from "../search-page";

/** A term as a model takes it. */
export interface ResolvedTerm extends SearchedTerm {
  readonly classifier: Float32Array; // [R]
  /** Null where its scores give no probability. */
  readonly line: Line | null;
}
