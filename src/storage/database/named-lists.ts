import type { Condition, ListOrder } from "./page";
import { storableTexts } from "./storable-texts";

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

/** Which of a list of named things; a condition that is left out does not count. */
export interface NameConditions {
  readonly nameContains?: string;
  /** Their name as it is. */
  readonly name?: string;
}

/** The conditions on a name. */
export function nameConditions({ nameContains: part, name }: NameConditions): Condition[] {
  const where = part === undefined ? [] : [nameContains(part)];
  if (name !== undefined) {
    const names = storableTexts([name]);
    where.push((parameter) => `"name" = ANY(${parameter(names)})`);
  }
  return where;
}

/** The condition that a name contains a text, ignoring case. */
export const nameContains =
  (text: string, nameKey = NAME_KEY): Condition =>
  (parameter) =>
    // PostgreSQL cannot store a NUL in text, and refuses to search for one.
    text.includes("\0") ? "false" : `strpos(${nameKey}, lower(${parameter(text)})) > 0`;
