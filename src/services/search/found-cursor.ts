import { z } from "zod";
import { RegionaryError } from "../../errors";
import type { Place } from "../../search/ranking/ranking";

const ORDER = "found images";
const cursorSchema = z.tuple([
  z.literal(ORDER),
  z.string().regex(/^[0-9a-f]{32}$/),
  z.number(),
  z.int().min(0),
  z.int().min(1),
  z.int().min(0).nullable(),
]);

/** A place in a search, opaque to clients. */
interface SearchCursor {
  readonly searchId: string;
  readonly place: Place;
}

export function encodeSearchCursor({ searchId, place }: SearchCursor): string {
  const { key, position, served, reading } = place;
  return Buffer.from(JSON.stringify([ORDER, searchId, key, position, served, reading])).toString("base64url");
}

/** INVALID_INPUT for anything but a cursor of a search. */
export function decodeSearchCursor(cursor: string): SearchCursor {
  const parsed = cursorSchema.safeParse(parse(cursor));
  if (parsed.success) {
    const [, searchId, key, position, served, reading] = parsed.data;
    return { searchId, place: { key, position, served, reading } };
  }
  throw new RegionaryError(
    "INVALID_INPUT",
    "`after` must be a cursor that a search gave. Search again without it.",
  );
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return null;
  }
}
