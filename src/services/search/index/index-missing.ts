import { gather } from "../../../batcher/gather";
import { isRegionaryError } from "../../../errors";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import {
  countMissingImages,
  listMissingImages,
  recordUnindexed,
} from "../../../storage/search/unindexed-images";
import type { ServiceContext } from "../../context";
import { eachInFlight } from "../../work/each-in-flight";
import { patiently } from "../../work/patiently";
import type { ProgressReporter } from "../../work/report-progress";
import { FINAL_CODES } from "../final-codes";
import type { GrowingIndex } from "./index-encoded";

/** Images worked on at once: some are read or encoded while others wait for their sketches to be stored. */
const IN_FLIGHT = 128;
const STORED_TOGETHER = { most: 64, waitMs: 200 };
const PER_READ = 512;
interface Indexing {
  readonly workId: string;
  readonly model: ModelVersionRow;
  readonly index: GrowingIndex;
  /** Only the images that this index has. */
  readonly of?: string;
  readonly progress: ProgressReporter;
  readonly signal: AbortSignal;
}

export interface IndexedCounts {
  done: number;
  failed: number;
  total: number;
}

/**
 * Adds the images that an index lacks, those stored meanwhile too; returns when a walk over all finds none. Images that
 * cannot be encoded are recorded. Null if nobody uses the index any more.
 */
export async function indexMissing(
  context: Pick<ServiceContext, "db" | "indexes" | "regions">,
  indexing: Indexing,
): Promise<IndexedCounts | null> {
  const { db, indexes } = context;
  const { workId, model, index, of, progress, signal } = indexing;
  const counts: IndexedCounts = { done: 0, failed: 0, total: await countMissingImages(db, index.id, of) };
  let isInUse = true;
  const tell = () => progress.tell(counts.done, counts.total, counts.failed);
  const groups = gather<{ readonly imageId: string; readonly regions: Uint16Array }>(
    STORED_TOGETHER,
    async (images) => {
      if (!(await indexes.add(index, images))) isInUse = false;
      counts.done += images.length;
      tell();
    },
  );
  let inHand = 0;
  const indexOne = async (imageId: string): Promise<void> => {
    let isInHand = true;
    const leave = () => {
      if (!isInHand) return;
      isInHand = false;
      inHand--;
      if (inHand === 0) void groups.flush(); // nothing else is coming soon
    };
    inHand++;
    const options = { priority: "bulk", owner: workId, signal, isIndexed: true } as const;
    try {
      await patiently(
        () =>
          context.regions.withRegions(model, imageId, options, (regions) => {
            const stored = groups.add({ imageId, regions });
            leave();
            return stored;
          }),
        signal,
      );
    } catch (error) {
      const isEncoded = !isInHand; // then it is not the image that is at fault
      if (!isRegionaryError(error) || signal.aborted || isEncoded) throw error;
      if (error.code === "NOT_FOUND") return; // deleted meanwhile
      if (!FINAL_CODES.has(error.code)) throw error;
      const { code, message } = error;
      await recordUnindexed(db, index.id, [{ imageId, code, message }]);
      counts.failed++;
      tell();
    } finally {
      leave();
    }
  };
  const walk = async (): Promise<number> => {
    let found = 0;
    let after: string | null = null;
    for (;;) {
      signal.throwIfAborted();
      const ids = await listMissingImages(db, index.id, { of, after, limit: PER_READ });
      found += ids.length;
      counts.total = Math.max(counts.total, counts.done + counts.failed + ids.length);
      await eachInFlight(ids, IN_FLIGHT, () => isInUse && !signal.aborted, indexOne);
      signal.throwIfAborted();
      if (ids.length < PER_READ || !isInUse) return found;
      after = ids.at(-1)!;
    }
  };
  // An image that somebody is just deleting may stay missing: then the walk ends with what it found before.
  for (let before = Number.POSITIVE_INFINITY; isInUse; ) {
    const found = await walk();
    if (found === 0 || found >= before) break;
    before = found;
  }
  return isInUse ? counts : null;
}
