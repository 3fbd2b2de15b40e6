import { decodeCursor, encodeCursor } from "../storage/database/cursor";
import type { Page, PageRequest } from "../storage/database/page";

/** Places in a list, from `start` up to but not including `end`. */
interface Places {
  readonly start: number;
  readonly end: number;
}

/** A page of a list whose `count` entries are at the places 0, 1, 2 …; `read` returns those that are requested. */
export async function pageOfPlaces<T>(
  list: string,
  count: number,
  request: PageRequest,
  read: (places: Places) => T[] | Promise<T[]>,
): Promise<Page<T>> {
  const { start, end } = placesOf(list, count, request);
  const rows = start < end ? await read({ start, end }) : [];
  return {
    rows,
    cursors: rows.map((_, index) => encodeCursor(list, [start + index])),
    hasNextPage: end < count,
    hasPreviousPage: Math.min(start, count) > 0,
    count: async () => count,
  };
}

function placesOf(list: string, count: number, { first, after, last, before }: PageRequest): Places {
  if (last !== undefined) {
    const end = before === undefined ? count : Math.min(placeIn("before", before, list), count);
    return { start: Math.max(end - last, 0), end };
  }
  const start = after === undefined ? 0 : placeIn("after", after, list) + 1;
  return { start, end: Math.min(start + first!, count) };
}

function placeIn(argument: "after" | "before", cursor: string, list: string): number {
  const [place] = decodeCursor(cursor, list, ["integer"], argument);
  return Math.max(Number(place), 0);
}
