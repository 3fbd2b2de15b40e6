import { RegionaryError } from "../../errors";
import type { Protocol } from "../../evaluation/scores/protocols";

/**
 * Which columns are seen classes: the first `count`, or else as many as the protocol has; all are unseen where
 * there are only its unseen ones, or where a custom protocol does not say. Throws INVALID_INPUT where the
 * columns are not the protocol's and no count says which are seen.
 */
export function seenColumns({ name, columns }: Protocol, classes: number, count?: number): boolean[] {
  return Array.from({ length: classes }, (_, column) => column < seenCount());

  function seenCount(): number {
    if (count !== undefined && count <= classes) return count;
    if (count !== undefined) throw invalid(`there are ${classes} classes, so --seen cannot be ${count}`);
    if (columns === null || classes === columns.unseen) return 0;
    if (classes === columns.seen + columns.unseen) return columns.seen;
    throw invalid(
      `${name} has ${columns.seen} seen and ${columns.unseen} unseen classes (or the unseen alone); got ${classes} classes. Say with --seen how many of the first are seen`,
    );
  }
}

function invalid(reason: string): RegionaryError {
  return new RegionaryError("INVALID_INPUT", `The seen classes are not known: ${reason}.`);
}
