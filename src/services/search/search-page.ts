import type { ImageRow } from "../../storage/images/images";
import type { ModelVersionRow } from "../../storage/models/model-versions";

/** One thing that was looked for, in the order of the request, each once. */
export interface SearchedTerm {
  /** Null for an image or a part of one. */
  readonly label: string | null;
  readonly prompt: string | null;
  readonly vocabularyId: string | null;
  /** Of a label of a vocabulary: its place there. */
  readonly position: number | null;
  /** Of a label: what `foundRegions` makes its maps of. */
  readonly vector: Float32Array | null; // [W]
}

/** What a term gives for an image. */
export interface FoundTerm {
  readonly score: number;
  /** Null where neither a calibration nor the model gives one. */
  readonly probability: number | null;
}

/** An image that was found. */
export interface SearchEdge {
  readonly image: ImageRow;
  /** 1 for the best. */
  readonly rank: number;
  /** What it is ranked by: a term's score; of several terms the least (all) or greatest (any). */
  readonly score: number;
  readonly probability: number | null;
  readonly cursor: string;
  /** In the order of the page's `terms`. */
  readonly terms: readonly FoundTerm[];
}

/** A page of what was found, best first. */
export interface SearchPage {
  /** What `followSearch` takes. */
  readonly searchId: string;
  readonly model: ModelVersionRow;
  readonly terms: readonly SearchedTerm[];
  readonly edges: readonly SearchEdge[];
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
  /** How many there are, above the cut if there is one: at least `found`, at most `atMost`. */
  readonly total: { readonly found: number; readonly atMost: number; readonly isExact: boolean };
  /** How many stored images the search could see, and how many there are. */
  readonly indexed: { readonly images: number; readonly of: number };
  /** Whether it is proven that scoring every image would give these, in this order. */
  readonly exact: boolean;
  /** Whether each term has probabilities. */
  readonly calibrated: boolean;
  readonly tookMs: number;
  /** How many images were scored from their regions for it so far. */
  readonly rescored: number;
}

/** How far the proof of a search is. */
export interface SearchProgress {
  readonly searchId: string;
  /** Images scored from their regions, and those that may have to be. */
  readonly rescored: number;
  readonly of: number;
  /** Whether all that was asked for is proven; the last report says so. */
  readonly exact: boolean;
  readonly total: SearchPage["total"];
}
