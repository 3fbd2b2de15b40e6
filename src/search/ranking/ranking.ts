import type { TermBounds } from "../term-bounds";

/** The images that a query ranks, by their positions in an index, and how to learn more of them. */
export interface RankingSource {
  /** Positions are from 0 to below it. */
  readonly count: number;
  /** By term. */
  readonly terms: readonly TermBounds[];
  /** 1 for positions that may appear: they are there, and meet the filter. Null: all of them. */
  readonly allowed: Uint8Array | null;
  /** By term, the positions where a person said that it is absent; null for none. */
  readonly absent: readonly (ReadonlySet<number> | null)[];
  /** All terms' scores, [positions, T], exactly as scoring every image gives them; a row with NaN where they cannot be had now. */
  rescore(positions: readonly number[], signal?: AbortSignal): Promise<Float32Array>;
  /** Whether a hit counts as one, null where that cannot be told now; asked of hits that are needed, best first, several at a time. */
  accept?(position: number, signal?: AbortSignal): Promise<boolean | null>;
}

/** Where a page ends: the next one begins behind it. */
export interface Place {
  /** Of the last image that was served ... */
  readonly key: number;
  readonly position: number;
  /** ... and its rank. */
  readonly served: number;
  /**
   * Null where all that ranks up to this place was served. Else which of the ranking's readings has what was served.
   */
  readonly reading: number | null;
}

/** An image that was found. */
export interface Hit {
  readonly position: number;
  /** 1 for the first. */
  readonly rank: number;
  /** What it is ranked by, greatest first; of equal ones the lower position is first. */
  readonly key: number;
  readonly scores: Float32Array; // [T]
  /** A page after this one begins with what is behind this hit. */
  readonly place: Place;
}

export interface RankedPage {
  readonly hits: readonly Hit[];
  /** Whether it is proven that scoring every image gives these at these ranks. */
  readonly isExact: boolean;
  /** Whether more may follow, as soon as it is looked at: the next page may be empty until a proof did that. */
  readonly hasMore: boolean;
}

export interface RankingProgress {
  /** Images whose scores were computed. */
  readonly rescored: number;
  /** These, and those that may still have to be for what was asked to be proven. */
  readonly of: number;
  /** Scores that were not within their bounds: the bounds are wrong, and nothing is called exact. */
  readonly outOfBounds: number;
}

/** How many images are hits: between `found` and `atMost`. */
export interface HitCount {
  readonly found: number;
  readonly atMost: number;
  readonly isExact: boolean;
}

/**
 * Images in the order of their keys, from bounds of their scores. What cannot be a hit by its bounds is left out at
 * once; of the rest, the scores that are needed are computed. Images that cannot be looked at are no hits, and what they
 * might change is not called exact.
 */
export interface Ranking {
  /**
   * Computes the scores of at most `budget` images, and of more while `hasTime`, best estimates first, until the first
   * `upTo` hits are proven.
   */
  estimate(
    upTo: number,
    options: { readonly budget: number; readonly hasTime?: () => boolean; readonly signal?: AbortSignal },
  ): Promise<void>;
  /**
   * Computes scores, best bounds first, until the first `upTo` hits are proven and, where a cut or an exclusion makes
   * some images no hits, how many there are.
   */
  prove(
    upTo: number | "all",
    options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: RankingProgress) => void },
  ): Promise<void>;
  /**
   * The best of what is known. What was served before `after` is served in no page after it, and the same page
   * asked for again is the same, whatever was learned between them. INVALID_INPUT where the place is not known anymore.
   */
  page(after: Place | null, first: number): RankedPage;
  count(): HitCount;
  progress(): RankingProgress;
  /** Images that were deleted meanwhile. */
  drop(positions: Iterable<number>): void;
  /** Bytes of memory that it keeps, its source's bounds included. */
  bytes(): number;
}
