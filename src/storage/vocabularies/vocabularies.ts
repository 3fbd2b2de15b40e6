import type { PoolClient } from "pg";
import { type Database, inTransaction } from "../database/database";
import { storableTexts } from "../database/storable-texts";
import { timeOrderedId } from "../database/time-ordered-id";
import { type Slice, toSlice } from "../database/to-slice";
import { refuseWhileInUse } from "../database/uses";
import { LabelTraining, type Vocabulary, type VocabularyLabel } from "../generated/client";
import { insertLabelVectors, type NewLabelVectors } from "./label-vectors";
import { ensureVectorSpace, type NewVectorSpace } from "./vector-spaces";

export type VocabularyRow = Vocabulary;
export type LabelRow = VocabularyLabel;
/** A label with all that decides about its vectors. */
export type NewLabelRow = Omit<LabelRow, "vocabularyId" | "position">;
export { LabelTraining };

/** The space of vectors: an existing one, one that is created if missing, or one of the vocabulary's own. */
export type SpaceOfVectors = { readonly id: string } | NewVectorSpace | "own";

export interface NewVocabulary {
  readonly name: string;
  readonly contentHash: string;
  readonly labels: readonly NewLabelRow[];
  /** Null where they are looked up when needed. */
  readonly vectors: (NewLabelVectors & { readonly space: SpaceOfVectors }) | null;
}

/**
 * Stores a vocabulary as the next version under its name. If the latest version has the same labels, and no different
 * vectors in the same space, that one is returned, and then has the vectors too.
 */
export function addVocabulary(
  { pool }: Database,
  { name, contentHash, labels, vectors }: NewVocabulary,
): Promise<{ vocabulary: VocabularyRow; alreadyStored: boolean }> {
  return inTransaction(pool, async (client) => {
    // Versions of one name are given one after the other.
    await client.query("SELECT pg_advisory_xact_lock(hashtext($1))", [`vocabulary:${name}`]);
    const { rows } = await client.query<VocabularyRow>(
      'SELECT * FROM "Vocabulary" WHERE "name" = $1 ORDER BY "version" DESC LIMIT 1',
      [name],
    );
    const [latest] = rows;
    if (latest?.contentHash === contentHash && (!vectors || (await takes(client, latest, vectors)))) {
      return { vocabulary: latest, alreadyStored: true };
    }
    const { rows: created } = await client.query<VocabularyRow>(
      `INSERT INTO "Vocabulary" ("id", "name", "version", "contentHash", "labelCount")
       VALUES ($1, $2, $3, $4, $5) RETURNING *`,
      [timeOrderedId(), name, (latest?.version ?? 0) + 1, contentHash, labels.length],
    );
    const vocabulary = created[0]!;
    // One statement for all: 20,000 of them would take seconds otherwise.
    await client.query(
      `INSERT INTO "VocabularyLabel" ("vocabularyId", "position", "label", "training", "alias", "prompt", "phrases")
       SELECT $1, row.* FROM jsonb_to_recordset($2::jsonb) AS row
         ("position" int, "label" text, "training" "LabelTraining", "alias" text, "prompt" text, "phrases" text[])`,
      [vocabulary.id, JSON.stringify(labels.map((label, position) => ({ position, ...label })))],
    );
    if (vectors) await takes(client, vocabulary, vectors);
    return { vocabulary, alreadyStored: false };
  });
}

/** Gives a vocabulary its vectors in a space, unless it has them; false, with nothing done, if it has different ones there. */
async function takes(
  client: PoolClient,
  { id, name, version, labelCount }: VocabularyRow,
  { space, ...vectors }: NonNullable<NewVocabulary["vectors"]>,
): Promise<boolean> {
  const { rows: stored } = await client.query<{ spaceId: string; contentHash: string }>(
    'SELECT "spaceId", "contentHash" FROM "LabelVectors" WHERE "vocabularyId" = $1',
    [id],
  );
  const isSame = ({ contentHash }: { contentHash: string }) => contentHash === vectors.contentHash;
  // Without a name of their space the same numbers are the same vectors.
  if (space === "own" && stored.some(isSame)) return true;
  const own: NewVectorSpace = {
    kind: "GIVEN",
    name: `${name}@${version}`,
    identity: ownIdentity(id),
    dimensions: vectors.vectors.length / labelCount,
  };
  const wanted = space === "own" ? own : space;
  const spaceId = "id" in wanted ? wanted.id : (await ensureVectorSpace(client, wanted)).id;
  const there = stored.find((row) => row.spaceId === spaceId);
  if (there) return isSame(there);
  await insertLabelVectors(client, id, spaceId, vectors);
  return true;
}

/** Vectors without a named space get one that no other vocabulary joins unasked. */
function ownIdentity(vocabularyId: string): string {
  return `given:vocabulary:${vocabularyId}`;
}

export function findVocabularies({ prisma }: Database, ids: readonly string[]): Promise<VocabularyRow[]> {
  return prisma.vocabulary.findMany({ where: { id: { in: [...ids] } } });
}

/** The newest vocabulary with some content, whatever its name; null if there is none. */
export function findVocabularyByContent(
  { prisma }: Database,
  contentHash: string,
): Promise<VocabularyRow | null> {
  return prisma.vocabulary.findFirst({ where: { contentHash }, orderBy: { id: "desc" } });
}

/** The newest vocabulary that has vectors in a space; null if none has. */
export async function findNewestVocabularyIn(
  { prisma }: Database,
  spaceId: string,
): Promise<VocabularyRow | null> {
  const newest = await prisma.labelVectors.findFirst({
    where: { spaceId },
    orderBy: { vocabularyId: "desc" },
    select: { vocabulary: true },
  });
  return newest?.vocabulary ?? null;
}

/** A slice of a vocabulary's labels in their order; `after` is a position. */
export async function listLabels(
  { prisma }: Database,
  vocabularyId: string,
  page: { first: number; after?: number },
): Promise<Slice<LabelRow>> {
  const rows = await prisma.vocabularyLabel.findMany({
    where: { vocabularyId, position: { gt: page.after ?? -1 } },
    orderBy: { position: "asc" },
    take: page.first + 1,
  });
  return toSlice(rows, page.first);
}

export function findLabelsByPosition(
  { prisma }: Database,
  vocabularyId: string,
  positions: readonly number[],
): Promise<LabelRow[]> {
  return prisma.vocabularyLabel.findMany({ where: { vocabularyId, position: { in: [...positions] } } });
}

export function findLabelsByName(
  { prisma }: Database,
  vocabularyId: string,
  labels: readonly string[],
): Promise<LabelRow[]> {
  return prisma.vocabularyLabel.findMany({ where: { vocabularyId, label: { in: storableTexts(labels) } } });
}

/** Removes a vocabulary with its labels, vectors, batches and predictions; watchers of the batches are woken. False if there is none, IN_USE while a benchmark set has it. */
export function deleteVocabulary(db: Database, id: string): Promise<boolean> {
  return inTransaction(db.pool, async (client) => {
    // From here on no new batch can use the vocabulary: a caller that creates one waits, and finds it gone.
    await client.query('SELECT 1 FROM "Vocabulary" WHERE "id" = $1 FOR UPDATE', [id]);
    // Batches are locked in one order, as everywhere, so that no two transactions wait for each other.
    await client.query(
      `SELECT 1 FROM "Work" WHERE "id" IN (SELECT "id" FROM "PredictionBatch" WHERE "vocabularyId" = $1)
       ORDER BY "id" FOR UPDATE`,
      [id],
    );
    const { rowCount } = await client.query('DELETE FROM "Vocabulary" WHERE "id" = $1', [id]);
    // A space of its own that holds nothing else can never be used again.
    await client.query(
      `DELETE FROM "VectorSpace" s WHERE "identity" = $1
         AND NOT EXISTS (SELECT FROM "LabelVectors" WHERE "spaceId" = s."id")
         AND NOT EXISTS (SELECT FROM "ModelVersion" WHERE "spaceId" = s."id")
         AND NOT EXISTS (SELECT FROM "Training" WHERE "spaceId" = s."id")`,
      [ownIdentity(id)],
    );
    return rowCount === 1;
  }).catch(refuseWhileInUse(db, "vocabulary", id));
}
