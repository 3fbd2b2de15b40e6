import type { Priority } from "../../batcher/policy";
import type { ImageFilter, ImageOrder } from "../../storage/images/list-images";

/** A rectangle in pixels of the picture as a person sees it; right and bottom are just outside it. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Words to look for: of a vocabulary, or any that the model can make a vector of. */
export interface LabelSearch {
  readonly kind: "label";
  readonly label: string;
  /** The text instead of the model's templates, "{}" standing for the label; not with a vocabulary. */
  readonly prompt: string | null;
  readonly vocabularyId: string | null;
}

/** What to look for. */
export type SearchWhat =
  | LabelSearch
  /** What a stored image shows. */
  | { readonly kind: "image"; readonly imageId: string }
  /** What a part of one shows. */
  | { readonly kind: "region"; readonly imageId: string; readonly box: Box }
  | { readonly kind: "all" | "any"; readonly of: readonly SearchWhat[] };

/** Where one thing is as seen from another; `services/search/near` defines each. */
export const RELATIONS = [
  "LEFT_OF",
  "RIGHT_OF",
  "ABOVE",
  "BELOW",
  "WITHIN",
  "BESIDE",
  "OVERLAPPING",
] as const;
export type Relation = (typeof RELATIONS)[number];

/** Some box of one label must be in this relation to some box of another. */
export interface NearCondition {
  readonly label: LabelSearch;
  readonly relation: Relation;
  readonly of: LabelSearch;
}

export interface SearchRequest {
  readonly what: SearchWhat;
  /** Images that have one of these are left out. */
  readonly not: readonly SearchWhat[];
  readonly near: readonly NearCondition[];
  /** Which images; every stored one that is indexed without conditions. */
  readonly filter: ImageFilter;
  /** Only what is present with this probability or a greater one; NOT_CALIBRATED where nothing gives probabilities. */
  readonly atLeastProbability: number | null;
  /** Null for the best first; otherwise all above `atLeastProbability`, proven. */
  readonly orderBy: ImageOrder | null;
  /** 1 to 100. */
  readonly first: number;
  /** The `endCursor` of the page before. */
  readonly after: string | null;
  /** The active model's if null; with `after`, that of the page before. */
  readonly modelVersionId: string | null;
  /** Whether to answer only when the page is proven, instead of proving it in the background. */
  readonly waitForProof: boolean;
  /** How urgent it is to the model's queues; "interactive" by default. */
  readonly priority?: Priority;
  /** Who asks: callers take turns. */
  readonly caller?: string;
  /** Fires when the caller has left. */
  readonly signal?: AbortSignal;
}
