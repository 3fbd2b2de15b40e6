import { RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import { findImages } from "../../storage/images/images";
import { everyImageId, type ImageFilter } from "../../storage/images/list-images";

export const MAX_CHOSEN_IDS = 10_000;
const IDS_AT_ONCE = 1_000;
const MAX_NAMED = 20;

/** Images by their ids, all that meet a filter, or what a search found, in lots, read whenever it is asked for. */
export type ChosenImages =
  | { readonly ids: readonly string[] }
  | { readonly filter: ImageFilter }
  | { readonly found: () => AsyncIterable<readonly string[]> };

/** What came of a change of images' tags or corrections. */
export interface ChangedImages {
  /** How many images were chosen. */
  readonly imageCount: number;
  /** How many tags or corrections are new, other than before, or gone. */
  readonly changeCount: number;
}

/**
 * Changes chosen images, a lot after the other, each whole: what keeps one from being changed leaves those before it
 * changed, and the same call does the rest.
 */
export async function changeChosen(
  db: Database,
  chosen: ChosenImages,
  change: (imageIds: readonly string[]) => Promise<number>,
): Promise<ChangedImages> {
  let [imageCount, changeCount] = [0, 0];
  for await (const ids of chosenIds(db, chosen)) {
    changeCount += await change(ids);
    imageCount += ids.length;
  }
  return { imageCount, changeCount };
}

/**
 * The ids of chosen images, in lots, each image once. INVALID_INPUT for no ids or too many, NOT_FOUND naming those
 * that are not stored.
 */
export async function* chosenIds(db: Database, chosen: ChosenImages): AsyncGenerator<readonly string[]> {
  if ("found" in chosen) {
    yield* chosen.found();
    return;
  }
  if ("filter" in chosen) {
    yield* everyImageId(db, chosen.filter);
    return;
  }
  const ids = [...new Set(chosen.ids)];
  await refuseUnknown(db, ids, chosen.ids);
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) yield ids.slice(at, at + IDS_AT_ONCE);
}

async function refuseUnknown(db: Database, ids: readonly string[], given: readonly string[]): Promise<void> {
  if (given.length < 1 || given.length > MAX_CHOSEN_IDS)
    throw new RegionaryError("INVALID_INPUT", `Give 1 to ${MAX_CHOSEN_IDS} images; got ${given.length}.`);
  const stored = new Set((await findImages(db, ids)).map(({ id }) => id));
  // By their places, because the caller knows them by other ids than the database does.
  const missing = given.flatMap((id, place) => (stored.has(id) ? [] : [`imageIds[${place}]`]));
  if (missing.length === 0) return;
  const named = missing.slice(0, MAX_NAMED).join(", ");
  throw new RegionaryError(
    "NOT_FOUND",
    `${missing.length} of ${given.length} images are not stored: ${named}${missing.length > MAX_NAMED ? ", …" : "."} Nothing was changed.`,
  );
}
