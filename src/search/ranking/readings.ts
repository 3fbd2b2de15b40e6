import { randomInt } from "node:crypto";
import { searchAgain } from "../search-again";
import type { Place } from "./ranking";
import type { Ranked } from "./select-best";

/** Readings that a ranking remembers; beyond, the oldest are forgotten. */
const MOST_READINGS = 64;

/**
 * What somebody who turns pages was served. As long as pages are not proven, what is served may not be in order: it is
 * remembered, so that later pages have none of it again and nothing between is skipped.
 */
export interface Reading {
  /** All that ranks up to here was served before; null: nothing. */
  readonly from: Ranked | null;
  /** How many these are. */
  readonly before: number;
  /** What was served since, in this order. */
  readonly served: number[];
}

export interface Readings {
  /** The reading that a page behind `after` belongs to, and how much of it the reader has. */
  find(after: Place | null): { reading: Reading; read: number };
  /** Remembers it, and gives its number; of two that were served the same so far, the first serves both. */
  remember(reading: Reading): number;
}

export function createReadings(): Readings {
  const byNumber = new Map<number, Reading>();
  return {
    find(after) {
      if (after === null) return { reading: { from: null, before: 0, served: [] }, read: 0 };
      if (after.reading === null)
        return { reading: { from: after, before: after.served, served: [] }, read: 0 };
      const reading = byNumber.get(after.reading);
      const read = after.served - (reading?.before ?? 0);
      if (reading && reading.served[read - 1] === after.position) return { reading, read };
      throw searchAgain("The page before was of a search that is not remembered anymore.");
    },
    remember(reading) {
      for (const [number, other] of byNumber)
        if (other === reading || beginsWith(other, reading)) return number;
      // Numbers are not counted up: a cursor must not fit another ranking of the same search.
      const number = randomInt(2 ** 47);
      byNumber.set(number, reading);
      if (byNumber.size > MOST_READINGS) byNumber.delete(byNumber.keys().next().value!);
      return number;
    },
  };
}

function beginsWith(reading: Reading, { from, served }: Reading): boolean {
  const isSameStart = reading.from?.key === from?.key && reading.from?.position === from?.position;
  return isSameStart && served.every((position, index) => reading.served[index] === position);
}
