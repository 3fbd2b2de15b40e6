import { RegionaryError } from "../../errors";
import type { Database } from "../database/database";
import {
  type Condition,
  type ListOrder,
  newestFirst,
  type Page,
  type PageRequest,
  readPage,
} from "../database/page";
import { isForeignKeyViolation } from "../database/storage-errors";
import { timeOrderedId } from "../database/time-ordered-id";
import { type Slice, toSlice } from "../database/to-slice";
import type { Prediction } from "../generated/client";
import { ACTIVE_MODEL_VERSION, type ActiveModelVersion } from "../models/model-versions";

export type PredictionRow = Prediction;

interface NewPrediction {
  readonly imageId: string;
  readonly modelVersionId: string;
  readonly vocabularyId: string;
  readonly labels: number[];
  readonly scores: number[];
}

const ADD = `INSERT INTO "Prediction" ("id", "imageId", "modelVersionId", "vocabularyId", "state", "labels", "scores",
  "finishedAt") SELECT $1::uuid, $2::uuid, $3::uuid, $4::uuid, 'DONE', $5::integer[], $6::real[], now()`;

/** A prediction made at once, outside any batch. NOT_FOUND if what it is made of was deleted meanwhile. */
export async function addPrediction(db: Database, prediction: NewPrediction): Promise<PredictionRow> {
  return (await insert(db, prediction, { name: "add-prediction", text: `${ADD} RETURNING *`, values: [] }))!;
}

/** The same if `activeModelVersion` would still read this; otherwise null, and nothing is stored. */
export function addPredictionIfActive(
  db: Database,
  prediction: NewPrediction,
  { id, int8VersionIds }: ActiveModelVersion,
): Promise<PredictionRow | null> {
  return insert(db, prediction, {
    name: "add-prediction-if-active",
    text: `${ADD} FROM (${ACTIVE_MODEL_VERSION}) active
      WHERE active."id" = $7::uuid AND active."int8VersionIds" = $8::text[] RETURNING *`,
    values: [id, int8VersionIds],
  });
}

async function insert(
  { pool }: Database,
  { imageId, modelVersionId, vocabularyId, labels, scores }: NewPrediction,
  { name, text, values }: { readonly name: string; readonly text: string; readonly values: unknown[] },
): Promise<PredictionRow | null> {
  try {
    const { rows } = await pool.query<PredictionRow>({
      name,
      text,
      values: [timeOrderedId(), imageId, modelVersionId, vocabularyId, labels, scores, ...values],
    });
    return rows[0] ?? null;
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    throw new RegionaryError(
      "NOT_FOUND",
      "The image, the vocabulary or the model version was deleted while the prediction was being made.",
    );
  }
}

export async function findPredictions({ pool }: Database, ids: readonly string[]): Promise<PredictionRow[]> {
  const { rows } = await pool.query<PredictionRow>({
    name: "predictions",
    // A failed one has null for both lists.
    text: `SELECT *, coalesce("labels", '{}') AS "labels", coalesce("scores", '{}') AS "scores"
           FROM "Prediction" WHERE "id" = ANY($1::uuid[])`,
    values: [ids],
  });
  return rows;
}

export type PendingPrediction = Pick<PredictionRow, "id" | "position" | "imageId">;

/** Predictions of a batch still to be made, from a position on. */
export async function pendingPredictions(
  { pool }: Database,
  batchId: string,
  afterPosition: number,
  limit: number,
): Promise<PendingPrediction[]> {
  const { rows } = await pool.query<PendingPrediction>({
    name: "pending-predictions",
    text: `SELECT "id", "position", "imageId" FROM "Prediction"
      WHERE "batchId" = $1 AND "state" = 'PENDING' AND "position" > $2 ORDER BY "position" LIMIT $3`,
    values: [batchId, afterPosition, limit],
  });
  return rows;
}

/** A slice of a batch's predictions in the order in which the images were given; `after` is a position. */
export async function listBatchPredictions(
  { prisma }: Database,
  batchId: string,
  page: { first: number; after?: number },
): Promise<Slice<PredictionRow>> {
  const rows = await prisma.prediction.findMany({
    where: { batchId, position: { gt: page.after ?? -1 } },
    orderBy: { position: "asc" },
    take: page.first + 1,
  });
  return toSlice(rows, page.first);
}

/** By position: a batch has holes where images were deleted. */
const IN_BATCH: ListOrder = {
  name: "predictions of a batch",
  columns: [
    { value: '"position"', type: "integer" },
    { value: '"id"', type: "uuid" },
  ],
  direction: "ASC",
};

/** A page of a batch's predictions in the order in which the images were given. */
export function pageOfBatchPredictions(
  db: Database,
  batchId: string,
  page: PageRequest,
): Promise<Page<PredictionRow>> {
  const where: Condition[] = [(parameter) => `"batchId" = ${parameter(batchId)}`];
  const list = { from: '"Prediction"', where, order: IN_BATCH };
  return readPage(db, list, page, (ids) => findPredictions(db, ids));
}

/** A page of an image's predictions, newest first. */
export function listImagePredictions(
  db: Database,
  imageId: string,
  page: PageRequest,
): Promise<Page<PredictionRow>> {
  const where: Condition[] = [(parameter) => `"imageId" = ${parameter(imageId)}`];
  const list = { from: '"Prediction"', where, order: newestFirst("predictions of an image") };
  return readPage(db, list, page, (ids) => findPredictions(db, ids));
}
