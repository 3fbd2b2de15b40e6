import type { PoolClient } from "pg";
import { z } from "zod";
import type { Database } from "../database/database";
import { jsonColumns } from "../database/json-columns";
import { timeOrderedId } from "../database/time-ordered-id";
import { completeWork } from "../work/change-work";
import type { WorkEventRow } from "../work/work-events";
import type { WorkRow } from "../work/work-rows";
import { type Accepted, workTable } from "../work/work-table";

interface BatchColumns {
  /** The version that was requested. */
  readonly modelVersionId: string;
  /** Once it has begun: that version, or its 8-bit one on a host where that stands in. */
  readonly madeById?: string | null;
  readonly vocabularyId: string;
  readonly topK: number;
}
export type BatchRow = WorkRow & Required<BatchColumns>;

/** Batches of predictions; done counts those that were made, failed those that could not be. */
export const predictionBatches = workTable<BatchRow, BatchColumns>({
  kind: "PREDICTION",
  table: "PredictionBatch",
  missing: "An image, the vocabulary or the model version was deleted while the batch was being created.",
  read: ({ madeById = null, ...stored }) => ({ ...stored, madeById }),
});

/** A batch to be stored, except its total. */
interface NewBatch extends Omit<BatchColumns, "madeById">, Omit<Accepted, "total"> {
  readonly imageIds: readonly string[];
}

/** Stores a batch with its pending predictions. */
export function createBatch(
  db: Database,
  { imageIds, idempotencyKey, requestHash, ...own }: NewBatch,
): Promise<BatchRow> {
  const accepted = { total: imageIds.length, idempotencyKey, requestHash };
  return predictionBatches.create(db, own, accepted, {
    also: (_, parameter) => `, predictions AS (
      INSERT INTO "Prediction"
        ("id", "batchId", "position", "imageId", "modelVersionId", "vocabularyId", "labels", "scores")
      SELECT p."id", own."id", p."place" - 1, p."imageId", own."modelVersionId", own."vocabularyId", '{}', '{}'
      FROM own, unnest(${parameter(imageIds.map(timeOrderedId))}::uuid[], ${parameter(imageIds)}::uuid[])
        WITH ORDINALITY AS p("id", "imageId", "place"))`,
  });
}

/** Completes a batch that waits for nothing more; returns whether it did. */
export async function closeBatchIfDone(
  { pool }: { readonly pool: Database["pool"] | PoolClient },
  id: string,
): Promise<boolean> {
  const { rows } = await pool.query<{ waits: boolean }>(
    'SELECT "done" + "failed" < "total" AS "waits" FROM "Work" WHERE "id" = $1',
    [id],
  );
  return rows[0]?.waits === false && completeWork({ pool }, id);
}

export type BatchEventRow = WorkEventRow & {
  /** The predictions that it reports as finished. */
  readonly predictionIds: readonly string[];
};

const parseEvent = jsonColumns("WorkEvent", {
  detail: z.strictObject({ predictionIds: z.array(z.string()) }).nullable(),
});

export function batchEventOf(event: WorkEventRow): BatchEventRow {
  const { detail } = parseEvent(event, `${event.workId}/${event.sequence}`);
  return { ...event, predictionIds: detail?.predictionIds ?? [] };
}
