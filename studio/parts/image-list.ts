import type { graphql } from "../api/graphql";

type ImageFilter = ReturnType<typeof graphql.scalar<"ImageFilter">>;
type ImageOrder = ReturnType<typeof graphql.scalar<"ImageOrder">>;
type ImageSearch = ReturnType<typeof graphql.scalar<"ImageSearch">>;

interface Opened {
  /** The address within the studio that leads back to the list, such as `/library?tag=dog`. */
  readonly back?: string;
}

/** Stored images as `images` was asked for them, and the cursor of the one that was opened. */
export interface LibraryList extends Opened {
  readonly of: "library";
  readonly filter?: ImageFilter;
  readonly orderBy?: ImageOrder;
  readonly cursor: string;
}

/** What `searchImages` was asked for, and after which cursor the page of up to 100 images begins. */
export interface SearchList extends Opened {
  readonly of: "search";
  readonly query: ImageSearch;
  readonly filter?: ImageFilter;
  readonly orderBy?: ImageOrder;
  readonly atLeastProbability?: number;
  readonly modelVersionId?: string;
  readonly after?: string;
}

/** The list that an image was opened from: with it in the address, one gets to the images before and after it. */
export type ImageList = LibraryList | SearchList;

/** What an address says of it; null where that is nothing to go by. The service checks what it is asked for. */
export function imageListOf(value: unknown): ImageList | null {
  if (typeof value !== "object" || value === null) return null;
  const { of, cursor, query } = value as Partial<Record<"of" | "cursor" | "query", unknown>>;
  if (of === "library" && typeof cursor === "string") return value as LibraryList;
  if (of === "search" && typeof query === "object" && query !== null) return value as SearchList;
  return null;
}
