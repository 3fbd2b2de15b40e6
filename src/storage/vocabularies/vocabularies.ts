import { type Database, inTransaction } from "../database/database";
import { newestFirst, type Page, type PageRequest, readPage } from "../database/page";
import { refuseWhileInUse } from "../database/refuse-while-in-use";
import { type Slice, toSlice } from "../database/slice";
import { storableTexts } from "../database/storable-texts";
import { type LabelOrigin, LabelTraining, type Vocabulary, type VocabularyLabel } from "../generated/client";
import { BATCH_CHANNEL } from "../work/batch-events";

/** A vocabulary without its vectors. */
export type VocabularyRow = Omit<Vocabulary, "vectors">;
export type LabelRow = VocabularyLabel;
export type { LabelOrigin };
export { LabelTraining };

const withoutVectors = { vectors: true } as const;

export interface NewVocabulary {
  readonly name: string;
  readonly contentHash: string;
  readonly dimensions: number;
  /** [labels, dimensions] */
  readonly vectors: Float32Array;
  readonly wordVectorSetId: string | null;
  readonly labels: readonly Omit<LabelRow, "vocabularyId" | "position">[];
}

/**
 * Stores a vocabulary as the next version under its name; if the latest version has the same content,
 * that one is returned.
 */
export async function addVocabulary(
  { prisma }: Database,
  vocabulary: NewVocabulary,
): Promise<{ vocabulary: VocabularyRow; alreadyStored: boolean }> {
  const { labels, vectors, ...columns } = vocabulary;
  const rows = labels.map((label, position) => ({ position, ...label }));
  return prisma.$transaction(
    async (tx) => {
      // Versions of one name are given one after the other.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`vocabulary:${vocabulary.name}`}))`;
      const latest = await tx.vocabulary.findFirst({
        where: { name: vocabulary.name },
        orderBy: { version: "desc" },
        omit: withoutVectors,
      });
      if (latest?.contentHash === vocabulary.contentHash) return { vocabulary: latest, alreadyStored: true };
      const created = await tx.vocabulary.create({
        data: {
          ...columns,
          version: (latest?.version ?? 0) + 1,
          labelCount: labels.length,
          vectors: new Uint8Array(vectors.slice().buffer),
        },
        omit: withoutVectors,
      });
      // One statement for all: 20,000 of them would take seconds otherwise.
      await tx.$executeRaw`
        INSERT INTO "VocabularyLabel" ("vocabularyId", "position", "label", "training", "origin", "words")
        SELECT ${created.id}::uuid, row.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row
          ("position" int, "label" text, "training" "LabelTraining", "origin" "LabelOrigin", "words" text[])`;
      return { vocabulary: created, alreadyStored: false };
    },
    { timeout: 60_000 },
  );
}

export function findVocabularies({ prisma }: Database, ids: readonly string[]): Promise<VocabularyRow[]> {
  return prisma.vocabulary.findMany({ where: { id: { in: [...ids] } }, omit: withoutVectors });
}

export function listVocabularies(db: Database, page: PageRequest): Promise<Page<VocabularyRow>> {
  const list = { from: '"Vocabulary"', order: newestFirst("vocabularies") };
  return readPage(db, list, page, (ids) => findVocabularies(db, ids));
}

/** The vectors of a vocabulary, [labels, dimensions]; null if there is none. */
export async function readVocabularyVectors({ pool }: Database, id: string): Promise<Float32Array | null> {
  const { rows } = await pool.query<{ vectors: Buffer }>(
    'SELECT "vectors" FROM "Vocabulary" WHERE "id" = $1',
    [id],
  );
  return rows[0] ? new Float32Array(new Uint8Array(rows[0].vectors).buffer) : null;
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

/** Removes a vocabulary with its labels, batches and predictions; who watches one of the batches is woken. False if there is none, CONFLICT while a benchmark set has it. */
export function deleteVocabulary(db: Database, id: string): Promise<boolean> {
  return inTransaction(db.pool, async (client) => {
    // Batches are locked in one order, as everywhere: so no two transactions wait for each other.
    const { rows: batches } = await client.query<{ id: string }>(
      'SELECT "id" FROM "PredictionBatch" WHERE "vocabularyId" = $1 ORDER BY "id" FOR UPDATE',
      [id],
    );
    const { rowCount } = await client.query('DELETE FROM "Vocabulary" WHERE "id" = $1', [id]);
    for (const batch of batches) await client.query("SELECT pg_notify($1, $2)", [BATCH_CHANNEL, batch.id]);
    return rowCount === 1;
  }).catch(refuseWhileInUse(db, "vocabulary", id));
}
