import { GONE_ID, type IndexFiles } from "../../../search/scan/index-files";
import type { Database } from "../../../storage/database/database";
import { readIndexTail } from "../../../storage/search/indexed-images";

/** The last positions that are looked at: where two histories part, all that follows differs. */
const LOOKED_AT = 1_024;

/**
 * Whether files are a copy of an index as it is: they are not if the database was put back to an earlier state, and
 * went on from there.
 */
export async function isFaithful(
  db: Pick<Database, "pool">,
  indexId: string,
  files: Pick<IndexFiles, "count" | "imageIds">,
): Promise<boolean> {
  const { count } = files;
  const from = Math.max(0, count - LOOKED_AT);
  const tail = await readIndexTail(db, indexId, { from, to: count });
  if (tail.count < count) return false;
  const copied = files.imageIds(Array.from({ length: count - from }, (_, n) => from + n));
  return tail.images.every(({ position, imageId }) => {
    const id = copied[position - from]!;
    return id === imageId || id === GONE;
  });
}

/** As `imageIds` gives it. */
const GONE = Buffer.from(GONE_ID)
  .toString("hex")
  .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
