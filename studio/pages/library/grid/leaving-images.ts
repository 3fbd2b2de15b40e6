import type { PendingDeletion } from "../../../parts/deletion/pending-deletions";
import type { ImageFilter } from "../filters/image-list-of";

/** Whether an image is being deleted, unless somebody takes that back. */
export interface Leaving {
  has(id: string): boolean;
}

/** Those of a list with a filter that are; of a deletion by the same filter all, but what was added since. */
export function leavingImages(deletions: readonly PendingDeletion[], filter: ImageFilter): Leaving {
  const isOfList = ({ chosen }: PendingDeletion) =>
    chosen.filter != null &&
    JSON.stringify({ ...chosen.filter, addedBefore: undefined }) === JSON.stringify(filter);
  if (deletions.some(isOfList)) return { has: () => true };
  return new Set(deletions.flatMap(({ chosen }) => chosen.imageIds ?? []));
}
