import type { Condition, ListOrder } from "./page";

/** What lists of named things can be ordered by. */
export interface NamedOrder {
  readonly by: "ADDED" | "NAME";
  readonly direction: "ASC" | "DESC";
}

/** The newest first. */
export const NEWEST: NamedOrder = { by: "ADDED", direction: "DESC" };

/** A name in lower case, compared letter by letter. A table of many rows has a column of it, for an index. */
const NAME_KEY = `(lower("name") COLLATE "C")`;

/** An order of a list by when things were added or by their names; things of the same name by their age. */
export function namedOrder(list: string, { by, direction }: NamedOrder, nameKey = NAME_KEY): ListOrder {
  const first = {
    ADDED: { value: '"createdAt"', type: "time" },
    NAME: { value: nameKey, type: "text" },
  } as const;
  return {
    name: `${list} by ${by}`,
    columns: [first[by], { value: '"id"', type: "uuid" }],
    direction,
  };
}

/** The condition that a name contains a text, ignoring case. */
export const nameContains =
  (text: string, nameKey = NAME_KEY): Condition =>
  (parameter) =>
    // PostgreSQL cannot store a NUL in text, and refuses to search for one.
    text.includes("\0") ? "false" : `strpos(${nameKey}, lower(${parameter(text)})) > 0`;
