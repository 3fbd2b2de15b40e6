import { z } from "zod";
import type { Place } from "./ranking/ranking";
import { searchAgain } from "./search-again";

/** Where in which search a page ends. */
export interface SearchCursor {
  /** Stands for all that was asked for: what is looked for, the filter, the cut. */
  readonly query: string;
  /** Stands for that as it was answered: by a model version, from the images of a revision of its index. */
  readonly searchId: string;
  readonly place: Place;
}

const whole = z.int().min(0);
/** As String writes it: JSON has no infinities. */
const key = z.string().refine((text) => text !== "NaN" && String(Number(text)) === text);
const cursor = z.tuple([z.literal("search"), z.string(), z.string(), key, whole, whole, whole.nullable()]);

export function encodeSearchCursor({ query, searchId, place }: SearchCursor): string {
  const parts = [String(place.key), place.position, place.served, place.reading];
  return Buffer.from(JSON.stringify(["search", query, searchId, ...parts])).toString("base64url");
}

/** INVALID_INPUT if it is of another search, or no cursor of a search at all. */
export function decodeSearchCursor(text: string, query: string): SearchCursor {
  const parsed = cursor.safeParse(parse(text));
  if (!parsed.success) throw searchAgain("`after` must be a cursor that a search gave; got something else.");
  const [, ofQuery, searchId, at, position, served, reading] = parsed.data;
  if (ofQuery !== query) {
    throw searchAgain(
      "`after` must be a cursor of this very search, which is asked for as before; got one of another.",
    );
  }
  return { query, searchId, place: { key: Number(at), position, served, reading } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return null;
  }
}
