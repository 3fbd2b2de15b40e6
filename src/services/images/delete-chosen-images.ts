import { RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import { deleteImages } from "../../storage/images/delete-images";
import { type ChosenImages, chosenIds, MAX_CHOSEN_IDS } from "../tags/chosen-images";

/** Few enough that what waits for one transaction waits for a moment. */
const IMAGES_AT_ONCE = 250;

/** What came of deleting images. */
interface DeletedImages {
  readonly deletedCount: number;
  /** How many were left, because benchmark sets have them. */
  readonly inUseCount: number;
  /** The sets that have these. */
  readonly usedBy: ReadonlySet<string>;
}

/**
 * Removes chosen images, a lot after the other, each whole: after an error the same call does the rest. Those that are
 * gone already count for nothing, and those of benchmark sets are left. INVALID_INPUT for no ids or too many.
 */
export async function deleteChosenImages(db: Database, chosen: ChosenImages): Promise<DeletedImages> {
  let [deletedCount, inUseCount] = [0, 0];
  const usedBy = new Set<string>();
  for await (const ids of idsOf(db, chosen)) {
    for (let at = 0; at < ids.length; at += IMAGES_AT_ONCE) {
      const lot = await deleteImages(db, ids.slice(at, at + IMAGES_AT_ONCE));
      deletedCount += lot.deleted;
      inUseCount += lot.inUse;
      for (const id of lot.usedBy) usedBy.add(id);
    }
  }
  return { deletedCount, inUseCount, usedBy };
}

async function* idsOf(db: Database, chosen: ChosenImages): AsyncGenerator<readonly string[]> {
  if (!("ids" in chosen)) {
    yield* chosenIds(db, chosen);
    return;
  }
  const { length } = chosen.ids;
  if (length < 1 || length > MAX_CHOSEN_IDS)
    throw new RegionaryError("INVALID_INPUT", `Give 1 to ${MAX_CHOSEN_IDS} images; got ${length}.`);
  yield [...new Set(chosen.ids)].sort();
}
