import type { Pool } from "pg";
import { decodeCursor, encodeCursor, type Key, type KeyType } from "./cursor";
import type { Database } from "./database";

/** Lists are counted up to this; a longer one counts as one more. */
export const MAX_COUNT = 1_000_000;

/** A page of a list: the first rows after a cursor or an offset, or the last ones before a cursor. */
export interface PageRequest {
  readonly first?: number;
  readonly after?: string;
  /** How many rows to skip; not with a cursor. */
  readonly offset?: number;
  readonly last?: number;
  readonly before?: string;
}

export interface Page<Row> {
  readonly rows: Row[];
  /** The place of each row. */
  readonly cursors: readonly string[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** How many rows the whole list has, at most MAX_COUNT + 1. */
  count(): Promise<number>;
}

interface Column {
  /** As SQL. It is never null. */
  readonly value: string;
  readonly type: KeyType;
}

/** What a list is ordered by. No two rows have equal values in all columns; the last of them is the id. */
export interface ListOrder {
  /** Its name in cursors. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly direction: "ASC" | "DESC";
}

/** Writes a condition in SQL; `parameter` takes a value and returns its placeholder. */
export type Condition = (parameter: (value: unknown) => string) => string;

/** A list in the database. An index over the columns of its order keeps every page of it equally fast. */
export interface List {
  /** What follows FROM. */
  readonly from: string;
  readonly where?: readonly Condition[];
  readonly order: ListOrder;
}

const SQL_TYPES: Record<KeyType, string> = {
  uuid: "uuid",
  text: "text",
  integer: "integer",
  time: "timestamptz",
};

/** The order of a list by its time-ordered ids, newest first. */
export const newestFirst = (list: string): ListOrder => ({
  name: list,
  columns: [{ value: '"id"', type: "uuid" }],
  direction: "DESC",
});

/**
 * A page of a list. The order's columns are read first, from the index, and then the rows by their ids: one
 * that was deleted in between is left out.
 */
export async function readPage<Row extends { readonly id: string }>(
  { pool }: Database,
  list: List,
  request: PageRequest,
  find: (ids: readonly string[]) => Promise<Row[]>,
): Promise<Page<Row>> {
  const { keys, ...ends } = await readKeys(pool, list, request);
  const ids = keys.map((key) => String(key.at(-1)));
  const rows = new Map(ids.length > 0 ? (await find(ids)).map((row) => [row.id, row]) : []);
  const found = ids.flatMap((id, index) => {
    const row = rows.get(id);
    return row ? [{ row, cursor: encodeCursor(nameOf(list.order), keys[index]!) }] : [];
  });
  return {
    ...ends,
    rows: found.map(({ row }) => row),
    cursors: found.map(({ cursor }) => cursor),
    count: () => countRows(pool, list, MAX_COUNT + 1),
  };
}

async function readKeys(
  pool: Pool,
  { from, where = [], order }: List,
  { first, after, offset = 0, last, before }: PageRequest,
): Promise<{ keys: Key[]; hasNextPage: boolean; hasPreviousPage: boolean }> {
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const conditions = where.map((condition) => condition(parameter));
  const backwards = last !== undefined;
  const ascends = (order.direction === "ASC") !== backwards;
  const cursor = backwards ? before : after;
  if (cursor !== undefined) {
    const types = order.columns.map(({ type }) => type);
    const key = decodeCursor(cursor, nameOf(order), types, backwards ? "before" : "after");
    const columns = order.columns.map(({ value }) => value).join(", ");
    const place = key.map((value, index) => `${parameter(value)}::${SQL_TYPES[types[index]!]}`).join(", ");
    conditions.push(`(${columns}) ${ascends ? ">" : "<"} (${place})`);
  }
  const size = last ?? first!;
  const selected = order.columns.map(({ value }, index) => `${value} AS "k${index}"`).join(", ");
  const ordered = order.columns.map(({ value }) => `${value} ${ascends ? "ASC" : "DESC"}`).join(", ");
  // Reading one row more than requested tells whether the list goes on.
  const { rows } = await pool.query<Record<string, string | number | Date>>(
    `SELECT ${selected} FROM ${from}${whereOf(conditions)}
     ORDER BY ${ordered} LIMIT ${size + 1} OFFSET ${offset}`,
    values,
  );
  const keys = rows.slice(0, size).map((row) => order.columns.map((_, index) => toValue(row[`k${index}`]!)));
  const goesOn = rows.length > size;
  // Before an offset beyond the end there are all rows, or none.
  const isBeyond = offset > 0 && rows.length === 0;
  const isInside = isBeyond
    ? (await countRows(pool, { from, where, order }, 1)) > 0
    : cursor !== undefined || offset > 0;
  return backwards
    ? { keys: keys.reverse(), hasNextPage: isInside, hasPreviousPage: goesOn }
    : { keys, hasNextPage: goesOn, hasPreviousPage: isInside };
}

async function countRows(pool: Pool, { from, where = [] }: List, most: number): Promise<number> {
  const values: unknown[] = [];
  const conditions = where.map((condition) => condition((value) => `$${values.push(value)}`));
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS "count" FROM
       (SELECT FROM ${from}${whereOf(conditions)} LIMIT ${most}) "counted"`,
    values,
  );
  return rows[0]!.count;
}

const nameOf = ({ name, direction }: ListOrder): string => `${name} ${direction}`;

const whereOf = (conditions: readonly string[]): string =>
  conditions.length > 0 ? ` WHERE ${conditions.map((condition) => `(${condition})`).join(" AND ")}` : "";

const toValue = (value: string | number | Date): string | number =>
  value instanceof Date ? value.toISOString() : value;
