import { escapeLiteral } from "pg";
import { copyInto, int32Bytes } from "../database/copy-into";
import { copyRows, eachCopiedRow } from "../database/copy-rows";
import type { Database } from "../database/database";
import { isForeignKeyViolation, isUniqueViolation } from "../database/storage-errors";

/** After a trim this much of the budget is in use, so that not every write has to trim. */
const FILL_AFTER_TRIM = 0.9;

export interface RegionCache {
  /** False without a budget: then everything is forgotten. */
  readonly isOn: boolean;
  /** Those of several images, in order; null where there are none. */
  get(encoderHash: string, imageIds: readonly string[]): Promise<(Uint16Array | null)[]>;
  /**
   * Copies those of many images, each of so many halves, to their places in `into`, [n, length]; returns which of them
   * are not there. It does not count as use: a search may read all there are, and would make the order of use
   * meaningless.
   */
  copyMany(encoderHash: string, imageIds: readonly string[], into: Uint16Array): Promise<number[]>;
  /** Remembers those of several images, as far as these are stored. They must not change until it resolves. */
  put(encoderHash: string, images: readonly ImageRegions[]): Promise<void>;
}

/** float16 [positions, regionSize] */
export interface ImageRegions {
  readonly imageId: string;
  readonly regions: Uint16Array;
}

/**
 * Enriched regions of images as float16, shared by all hosts of the database. The least recently used are
 * dropped when the budget is exceeded, which may be infinite; with several hosts each counts its own writes between trims.
 */
export function createRegionCache({ pool }: Database, budgetBytes: number): RegionCache {
  const slackBytes = budgetBytes * (1 - FILL_AFTER_TRIM);
  // The first write trims, because an earlier run may have left more than a smaller budget allows.
  let roomBytes = budgetBytes === Number.POSITIVE_INFINITY ? budgetBytes : 0;
  let trimming: Promise<void> | null = null;
  const writes = new Set<Promise<void>>();

  const trimTo = (bytes: number) =>
    pool.query(
      `DELETE FROM "Regions" r USING (
         SELECT "encoderHash", "imageId",
           sum("sizeBytes"::bigint) OVER (ORDER BY "usedAt" DESC, "encoderHash", "imageId") AS kept
         FROM "Regions") old
       WHERE old.kept > $1 AND r."encoderHash" = old."encoderHash" AND r."imageId" = old."imageId"`,
      [Math.floor(bytes)],
    );

  /** Waits for the writes in progress, while new ones wait for it. */
  const makeRoom = async (bytes: number): Promise<void> => {
    await Promise.allSettled(writes);
    const room = Math.max(slackBytes, bytes);
    await trimTo(budgetBytes - room);
    roomBytes = room;
  };

  const write = async (encoderHash: string, images: readonly ImageRegions[]): Promise<void> => {
    const hash = Buffer.from(encoderHash);
    // In one order on all hosts, so that no two of them wait for each other.
    const rows = images.toSorted(byImage).map(({ imageId, regions }) => {
      const values = Buffer.from(regions.buffer, regions.byteOffset, regions.byteLength);
      return [hash, uuidBytes(imageId), values, int32Bytes(values.length)];
    });
    try {
      await copyInto(pool, '"Regions" ("encoderHash", "imageId", "values", "sizeBytes")', rows);
    } catch (error) {
      if (!isForeignKeyViolation(error) && !isUniqueViolation(error)) throw error;
      // An image was deleted, or another host was first. Each for itself: most of them are still to be remembered.
      if (images.length > 1) for (const image of images) await write(encoderHash, [image]);
    }
  };

  return {
    isOn: budgetBytes > 0,
    async get(encoderHash, imageIds) {
      if (budgetBytes === 0) return imageIds.map(() => null); // not even regions left by an earlier run with a budget
      const ids = imageIds.map(escapeLiteral).join(", ");
      const rows = await copyRows(
        pool,
        `SELECT "imageId"::text, "values", "usedAt" < now() - interval '1 minute' FROM "Regions"
         WHERE "encoderHash" = ${escapeLiteral(encoderHash)} AND "imageId" IN (${ids})`,
      );
      const found = new Map<string, Uint16Array>();
      const stale: string[] = [];
      for (const [imageId, values, isStale] of rows as [Uint8Array, Uint8Array<ArrayBuffer>, Uint8Array][]) {
        const id = Buffer.from(imageId).toString();
        found.set(id, new Uint16Array(values.buffer));
        if (isStale[0]) stale.push(id);
      }
      if (stale.length > 0) {
        await pool.query({
          name: "regions-used",
          text: 'UPDATE "Regions" SET "usedAt" = now() WHERE "encoderHash" = $1 AND "imageId" = ANY($2::uuid[])',
          values: [encoderHash, stale],
        });
      }
      return imageIds.map((id) => found.get(id) ?? null);
    },
    async copyMany(encoderHash, imageIds, into) {
      const missing = new Map(imageIds.map((id, n) => [id, n]));
      if (budgetBytes === 0 || imageIds.length === 0) return [...missing.values()];
      const length = into.length / imageIds.length;
      await eachCopiedRow(
        pool,
        `SELECT "imageId"::text, "values" FROM "Regions"
         WHERE "encoderHash" = ${escapeLiteral(encoderHash)} AND "imageId" IN (${imageIds.map(escapeLiteral).join(", ")})`,
        ([imageId, values]) => {
          const id = imageId!.toString();
          const n = missing.get(id);
          if (n === undefined || values!.length !== length * Uint16Array.BYTES_PER_ELEMENT) return;
          const place = into.subarray(n * length, (n + 1) * length);
          new Uint8Array(place.buffer, place.byteOffset, place.byteLength).set(values!);
          missing.delete(id);
        },
      );
      return [...missing.values()];
    },
    async put(encoderHash, images) {
      const bytes = images.reduce((sum, { regions }) => sum + regions.byteLength, 0);
      if (bytes > budgetBytes) {
        if (images.length > 1) for (const image of images) await this.put(encoderHash, [image]);
        return;
      }
      while (trimming || bytes > roomBytes) {
        trimming ??= makeRoom(bytes).finally(() => {
          trimming = null;
        });
        await trimming;
      }
      roomBytes -= bytes;
      const writing = write(encoderHash, images).finally(() => writes.delete(writing));
      writes.add(writing);
      await writing;
    },
  };
}

function byImage({ imageId: one }: ImageRegions, { imageId: other }: ImageRegions): number {
  return one < other ? -1 : 1;
}

function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}
