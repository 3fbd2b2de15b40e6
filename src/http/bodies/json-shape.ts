import { setImmediate as nextTurn } from "node:timers/promises";

/** What a JSON text may hold, so that parsing it and checking it against the schema never stops everyone else for long. */
export interface JsonBounds {
  readonly values: number;
  readonly keys: number;
  readonly depth: number;
  /** Backslashes in strings: each costs as much as dozens of plain letters. */
  readonly escapes: number;
}

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
/** Bytes looked at one by one before others get their turn: a few milliseconds. A search costs as much as some bytes. */
const SLICE = 1024 * 1024;
const SEARCH = 64;

/**
 * What is too much about a JSON text in UTF-8, or null; whether it is valid is for `JSON.parse` to say. Strings are passed
 * over natively: a picture of 25 MiB is one string, and costs next to nothing.
 */
export async function excessOf(bytes: Buffer, bounds: JsonBounds): Promise<string | null> {
  let [values, keys, depth, escapes, looked] = [1, 0, 0, 0, 0];
  for (let at = 0; at < bytes.length; at++) {
    if (++looked > SLICE) {
      looked = 0;
      await nextTurn();
    }
    switch (bytes[at]) {
      case QUOTE: {
        looked += SEARCH;
        let end = bytes.indexOf(QUOTE, at + 1);
        if (end === -1) end = bytes.length;
        for (let next = escapeIn(bytes, at + 1, end); next !== -1; next = escapeIn(bytes, next + 2, end)) {
          if (++escapes > bounds.escapes) return most(bounds.escapes, "escaped characters");
          looked += SEARCH;
          if (looked > SLICE) {
            looked = 0;
            await nextTurn();
          }
          // The quote found belongs to the string if a backslash is before it.
          if (next + 1 === end) end = after(bytes, end);
        }
        at = end;
        break;
      }
      case COMMA:
        values++;
        break;
      case COLON:
        keys++;
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        values++;
        if (++depth > bounds.depth) return `lists and objects nested at most ${bounds.depth} deep`;
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth--;
        break;
    }
    if (values > bounds.values) return most(bounds.values, "values");
    if (keys > bounds.keys) return most(bounds.keys, "keys");
  }
  return null;
}

const most = (count: number, what: string) => `at most ${count.toLocaleString("en-US")} ${what}`;

const after = (bytes: Buffer, quote: number): number => {
  const next = bytes.indexOf(QUOTE, quote + 1);
  return next === -1 ? bytes.length : next;
};

/** The next backslash of a string, or -1. */
function escapeIn(bytes: Buffer, from: number, end: number): number {
  if (from >= end) return -1;
  const place = bytes.subarray(from, end).indexOf(BACKSLASH);
  return place === -1 ? -1 : from + place;
}
