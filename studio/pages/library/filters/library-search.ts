/** What the page shows: all of it is in the address. What is left out does not narrow it. */
export interface LibrarySearch {
  readonly name?: string;
  readonly tag?: string;
  readonly untagged?: true;
  readonly type?: string;
  readonly folder?: string;
  /** The id of a benchmark set. */
  readonly set?: string;
  /** Days, such as "2019-07-14": taken on the first, on the last, or between. */
  readonly from?: string;
  readonly to?: string;
  /** Pixels that are the least of width and height. */
  readonly least?: number;
  /** Whether they have predictions. */
  readonly labeled?: boolean;
  readonly by?: SortKey;
  /** Against what is usual for the key. */
  readonly reverse?: boolean;
  /** How wide an image is shown, in CSS pixels. */
  readonly size?: number;
}

export const SORT_KEYS = ["ADDED", "TAKEN", "NAME", "PATH"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export const SMALLEST = 72;
export const LARGEST = 320;

/** The view that an address asks for, without what cannot be. */
export function librarySearchOf(asked: Record<string, unknown>): LibrarySearch {
  const search = {
    name: textOf(asked.name),
    tag: textOf(asked.tag),
    untagged: asked.untagged === true ? true : undefined,
    type: textOf(asked.type),
    folder: textOf(asked.folder),
    set: textOf(asked.set),
    from: dayOf(asked.from),
    to: dayOf(asked.to),
    least: numberOf(asked.least, 1, 100_000),
    labeled: typeof asked.labeled === "boolean" ? asked.labeled : undefined,
    by: SORT_KEYS.find((key) => key === asked.by),
    reverse: asked.reverse === true ? true : undefined,
    size: numberOf(asked.size, SMALLEST, LARGEST),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

/** A folder named "2019" comes as a number. */
function textOf(value: unknown): string | undefined {
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  return text === "" ? undefined : text;
}

function dayOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

const numberOf = (value: unknown, least: number, most: number): number | undefined =>
  typeof value === "number" && value >= least && value <= most ? Math.round(value) : undefined;
