import { RegionaryError } from "../../errors";

/** The type of an order's column: how its values are written into a cursor, checked, and compared. */
export type KeyType = "uuid" | "text" | "integer" | "time";

/** The values of an order's columns at one row. */
export type Key = readonly (string | number)[];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const YEAR = /^(?!0000)\d{4}-/; // further ones `toISOString` writes as PostgreSQL does not read them
const MAX_INTEGER = 2 ** 31 - 1;

const IS: Record<KeyType, (value: unknown) => boolean> = {
  uuid: (value) => typeof value === "string" && UUID.test(value),
  text: (value) => typeof value === "string" && !value.includes("\0"),
  integer: (value) => Number.isInteger(value) && Math.abs(value as number) <= MAX_INTEGER,
  time: (value) => typeof value === "string" && YEAR.test(value) && isIsoTime(value),
};

/** Whether `toISOString` wrote it: much else that JavaScript takes for a time PostgreSQL refuses. */
function isIsoTime(text: string): boolean {
  const time = new Date(text);
  return !Number.isNaN(time.valueOf()) && time.toISOString() === text;
}

/** A place in a list, opaque to clients: the order that it belongs to, and the values that the order compares. */
export function encodeCursor(order: string, key: Key): string {
  return Buffer.from(JSON.stringify([order, ...key])).toString("base64url");
}

/** The values in a cursor; INVALID_INPUT if it is of another list or order, or not a cursor at all. */
export function decodeCursor(
  cursor: string,
  order: string,
  types: readonly KeyType[],
  argument: "after" | "before",
): Key {
  const [ofOrder, ...key] = parse(cursor);
  const isWhole = key.length === types.length && types.every((type, index) => IS[type](key[index]));
  if (ofOrder === order && isWhole) return key as Key;
  const got = typeof ofOrder === "string" ? "got one of another list or order" : "got something else";
  throw new RegionaryError(
    "INVALID_INPUT",
    `\`${argument}\` must be a cursor that this list gave in the same order; ${got}.`,
  );
}

function parse(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
