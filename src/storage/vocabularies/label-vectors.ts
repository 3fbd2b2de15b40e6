import type { PoolClient } from "pg";
import { RegionaryError } from "../../errors";
import { type Database, inTransaction } from "../database/database";
import { isForeignKeyViolation } from "../database/storage-errors";
import type { LabelOrigin, LabelVectorOrigin, LabelVectors } from "../generated/client";
import { type VectorSpaceRow, vectorSpaceOf } from "./vector-spaces";

/** The vectors of a vocabulary's labels in a space, without the numbers. */
export type LabelVectorsRow = Omit<LabelVectors, "vectors"> & { readonly space: VectorSpaceRow };
export type LabelOriginRow = LabelVectorOrigin;
export type { LabelOrigin };

export interface NewLabelVectors {
  readonly contentHash: string;
  /** [labels, dimensions] */
  readonly vectors: Float32Array;
  /** How each label got its vector. */
  readonly origins: readonly Pick<LabelOriginRow, "origin" | "words">[];
}

export interface StoredVectors {
  readonly contentHash: string;
  /** [labels, dimensions] */
  readonly vectors: Float32Array;
}

/** Stores a vocabulary's vectors in a space; existing ones are not changed. */
export function addLabelVectors(
  { pool }: Database,
  vocabularyId: string,
  spaceId: string,
  vectors: NewLabelVectors,
): Promise<void> {
  return inTransaction(pool, (client) => insertLabelVectors(client, vocabularyId, spaceId, vectors)).catch(
    (error: unknown) => {
      if (!isForeignKeyViolation(error)) throw error;
      throw new RegionaryError("NOT_FOUND", "The vocabulary or the vector space was deleted meanwhile.");
    },
  );
}

/** The same within a transaction. */
export async function insertLabelVectors(
  client: PoolClient,
  vocabularyId: string,
  spaceId: string,
  { contentHash, vectors, origins }: NewLabelVectors,
): Promise<void> {
  const { rowCount } = await client.query(
    `INSERT INTO "LabelVectors" ("vocabularyId", "spaceId", "contentHash", "vectors")
     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [vocabularyId, spaceId, contentHash, Buffer.from(vectors.buffer, vectors.byteOffset, vectors.byteLength)],
  );
  if (rowCount === 0) return;
  const rows = origins.map((origin, position) => ({ position, ...origin }));
  // One statement for all: 20,000 of them would take seconds otherwise.
  await client.query(
    `INSERT INTO "LabelVectorOrigin" ("vocabularyId", "spaceId", "position", "origin", "words")
     SELECT $1, $2, row.* FROM jsonb_to_recordset($3::jsonb) AS row
       ("position" int, "origin" "LabelOrigin", "words" text[])`,
    [vocabularyId, spaceId, JSON.stringify(rows)],
  );
}

/** The spaces in which vocabularies have vectors, oldest first. */
export async function listLabelVectors(
  { prisma }: Database,
  vocabularyIds: readonly string[],
): Promise<LabelVectorsRow[]> {
  const stored = await prisma.labelVectors.findMany({
    where: { vocabularyId: { in: [...vocabularyIds] } },
    omit: { vectors: true },
    include: { space: true },
    orderBy: [{ createdAt: "asc" }, { spaceId: "asc" }],
  });
  return stored.map((row) => ({ ...row, space: vectorSpaceOf(row.space) }));
}

/** The vectors of a vocabulary in a space; null if it has none there. */
export async function readLabelVectors(
  { pool }: Database,
  vocabularyId: string,
  spaceId: string,
): Promise<StoredVectors | null> {
  const { rows } = await pool.query<{ contentHash: string; vectors: Buffer }>(
    'SELECT "contentHash", "vectors" FROM "LabelVectors" WHERE "vocabularyId" = $1 AND "spaceId" = $2',
    [vocabularyId, spaceId],
  );
  const [row] = rows;
  return row
    ? { contentHash: row.contentHash, vectors: new Float32Array(new Uint8Array(row.vectors).buffer) }
    : null;
}

/** How the labels at some positions got their vectors in a space. */
export function findLabelOrigins(
  { prisma }: Database,
  { vocabularyId, spaceId }: { readonly vocabularyId: string; readonly spaceId: string },
  positions: readonly number[],
): Promise<LabelOriginRow[]> {
  return prisma.labelVectorOrigin.findMany({
    where: { vocabularyId, spaceId, position: { in: [...positions] } },
  });
}

/** Whether a caller gave the vectors of a vocabulary's labels, in any space. */
export async function wereVectorsGiven({ prisma }: Database, vocabularyId: string): Promise<boolean> {
  const given = await prisma.labelVectorOrigin.findFirst({
    where: { vocabularyId, position: 0, origin: "GIVEN" }, // in one space all labels' vectors were given, or none
  });
  return given !== null;
}
