import { createHash } from "node:crypto";
import { z } from "zod";
import { SET_FORMATS, type SetFormat } from "../../datasets/set-formats";
import { RegionaryError } from "../../errors";
import { PROTOCOL_NAMES, type ProtocolName } from "../../evaluation/scores/protocols";
import type { Remark } from "../../remark";
import { type Database, inTransaction } from "../database/database";
import { jsonColumns } from "../database/json-columns";
import { remarkSchema } from "../database/remark-schema";
import { storableTexts } from "../database/storable-texts";
import { refuseWhileInUse } from "../database/uses";
import type { BenchmarkKind, BenchmarkSet, FeatureType, UnlistedLabels } from "../generated/client";

export type BenchmarkSetRow = Omit<
  BenchmarkSet,
  "format" | "protocol" | "featureShape" | "remarks" | "leftOut"
> & {
  readonly format: SetFormat;
  readonly protocol: ProtocolName;
  readonly featureShape: FeatureShape | null;
  readonly remarks: readonly Remark[];
  readonly leftOut: readonly LeftOut[];
};
export type { BenchmarkKind, FeatureType, UnlistedLabels };

/** An image in a set of features: [channels, height, width], and a global vector if there is one. */
const featureShapeSchema = z.strictObject({
  channels: z.int().min(1),
  height: z.int().min(1),
  width: z.int().min(1),
  /** Null where the backbone's tail has to make the global vector. */
  globalSize: z.int().min(1).nullable(),
});
export type FeatureShape = Readonly<z.infer<typeof featureShapeSchema>>;

/** An image of the source whose picture cannot be read, and why. */
const leftOutSchema = z.strictObject({
  /** Its place in the source, from 0. */
  place: z.int().min(0),
  name: z.string(),
  reason: z.string(),
});
export type LeftOut = Readonly<z.infer<typeof leftOutSchema>>;

const parse = jsonColumns("BenchmarkSet", {
  format: z.enum(SET_FORMATS),
  protocol: z.enum(PROTOCOL_NAMES),
  featureShape: featureShapeSchema.nullable(),
  remarks: z.array(remarkSchema),
  leftOut: z.array(leftOutSchema),
});

const setOf = (stored: BenchmarkSet): BenchmarkSetRow => parse(stored, stored.id);

export interface NewBenchmarkSet {
  readonly name: string;
  readonly kind: BenchmarkKind;
  readonly format: SetFormat;
  readonly protocol: ProtocolName;
  readonly unlisted: UnlistedLabels;
  readonly vocabularyId: string;
  /** In the order of the vocabulary. */
  readonly labelKeys: readonly string[];
  readonly featureShape: FeatureShape | null;
  readonly featureType: FeatureType | null;
  readonly total: number;
}

/** Stores a set that has no items yet. If the name is taken, the set that has it is returned. */
export async function addBenchmarkSet(
  { prisma }: Database,
  { labelKeys, featureShape, ...columns }: NewBenchmarkSet,
): Promise<{ set: BenchmarkSetRow; alreadyStored: boolean }> {
  const created = await prisma.benchmarkSet.createManyAndReturn({
    data: { ...columns, labelKeys: [...labelKeys], ...(featureShape && { featureShape }) },
    skipDuplicates: true,
  });
  if (created[0]) return { set: setOf(created[0]), alreadyStored: false };
  const stored = await prisma.benchmarkSet.findUniqueOrThrow({ where: { name: columns.name } });
  return { set: setOf(stored), alreadyStored: true };
}

export async function findBenchmarkSets(
  { prisma }: Database,
  ids: readonly string[],
): Promise<BenchmarkSetRow[]> {
  return (await prisma.benchmarkSet.findMany({ where: { id: { in: [...ids] } } })).map(setOf);
}

export async function findBenchmarkSetByName(
  { prisma }: Database,
  name: string,
): Promise<BenchmarkSetRow | null> {
  const stored = await prisma.benchmarkSet.findFirst({ where: { name: { in: storableTexts([name]) } } });
  return stored && setOf(stored);
}

/**
 * Gives a set whose items are all stored its hash, over `header` and the items in order, which
 * makes it complete, and the remarks of its import. Once complete it never changes.
 */
export function completeBenchmarkSet(
  { pool }: Database,
  id: string,
  header: string,
  remarks: readonly Remark[] = [],
): Promise<BenchmarkSetRow> {
  return inTransaction(pool, async (client) => {
    const { rows: sets } = await client.query<BenchmarkSet>(
      'SELECT * FROM "BenchmarkSet" WHERE "id" = $1 FOR UPDATE',
      [id],
    );
    const [set] = sets;
    if (!set) throw new RegionaryError("NOT_FOUND", "The benchmark set was deleted meanwhile.");
    if (set.contentHash) return setOf(set);
    if (set.stored !== set.total) {
      throw new RegionaryError(
        "INVALID_INPUT",
        `The benchmark set "${set.name}" must have ${set.total} images; its source gave ${set.stored}. Check whether the source has changed.`,
      );
    }
    const { rows: items } = await client.query<{ hash: Buffer; orientation: string | null }>(
      'SELECT "hash", "orientation" FROM "BenchmarkItem" WHERE "setId" = $1 ORDER BY "position"',
      [id],
    );
    const hash = createHash("sha256").update(`${Buffer.byteLength(header)}\n${header}`);
    for (const item of items) {
      hash.update(item.hash);
      if (item.orientation === "AS_SEEN") hash.update(item.orientation); // the same file is another picture then
    }
    const { rows } = await client.query<BenchmarkSet>(
      'UPDATE "BenchmarkSet" SET "contentHash" = $2, "remarks" = $3 WHERE "id" = $1 RETURNING *',
      [id, hash.digest("hex"), JSON.stringify(remarks)],
    );
    return setOf(rows[0]!);
  });
}

/** Removes a set with its items; the images stay. False if there is none, IN_USE while something needs it. */
export async function deleteBenchmarkSet(db: Database, id: string): Promise<boolean> {
  const { rowCount } = await db.pool
    .query('DELETE FROM "BenchmarkSet" WHERE "id" = $1', [id])
    .catch(refuseWhileInUse(db, "benchmark set", id));
  return rowCount === 1;
}
