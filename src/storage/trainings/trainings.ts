import { RegionaryError } from "../../errors";
import { type ChosenRecipe, chosenRecipeSchema } from "../../training/recipe-options";
import type { Database } from "../database/database";
import { jsonColumns } from "../database/json-columns";
import { newestFirst, type Page, type PageRequest, readPage } from "../database/page";
import { isForeignKeyViolation, isUniqueViolation } from "../database/storage-errors";
import { timeOrderedId } from "../database/time-ordered-id";
import type { Training } from "../generated/client";
import {
  type TrainingProgress,
  type TrainingReport,
  type TrainingSettings,
  trainingProgressSchema,
  trainingReportSchema,
  trainingSettingsSchema,
} from "./stored-training";
import { TRAINING_CHANNEL, WITH_EVENT } from "./training-events";

export type TrainingRow = Omit<Training, "recipe" | "settings" | "progress" | "report"> & {
  readonly recipe: ChosenRecipe;
  readonly settings: TrainingSettings;
  readonly progress: TrainingProgress | null;
  readonly report: TrainingReport | null;
};

const parse = jsonColumns("Training", {
  recipe: chosenRecipeSchema,
  settings: trainingSettingsSchema,
  progress: trainingProgressSchema.nullable(),
  report: trainingReportSchema.nullable(),
});

const trainingOf = (stored: Training): TrainingRow => parse(stored, stored.id);

/** The name of the job that runs a training, and what it is given. */
export const TRAINING_JOB = "run-training";
export interface TrainingJobPayload {
  readonly trainingId: string;
}

/** The key by which a training's job is found again. */
export const trainingJobKey = (trainingId: string): string => `training:${trainingId}`;

export interface NewTraining {
  readonly setId: string;
  readonly backboneId: string;
  readonly spaceId: string;
  readonly name: string;
  readonly recipe: ChosenRecipe;
  readonly seed: number;
  readonly settings: TrainingSettings;
  readonly dataHash: string;
  readonly idempotencyKey: string | null;
  readonly requestHash: string;
}

/** Stores a training, its first event and its job: all of them or none. */
export async function createTraining(db: Database, training: NewTraining): Promise<TrainingRow> {
  const { setId, backboneId, spaceId, name, recipe, seed, settings, dataHash } = training;
  const { idempotencyKey, requestHash } = training;
  const id = timeOrderedId();
  const payload: TrainingJobPayload = { trainingId: id };
  try {
    const { rows } = await db.pool.query<Training>(
      `WITH changed AS (
         INSERT INTO "Training" ("id", "setId", "backboneId", "name", "recipe", "seed", "settings", "dataHash",
           "idempotencyKey", "requestHash", "spaceId", "sequence")
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1) RETURNING *),
       job AS (SELECT graphile_worker.add_job($12, $13::json, job_key := $14))
       ${WITH_EVENT}, job`,
      [
        ...[id, setId, backboneId, name, JSON.stringify(recipe), seed, JSON.stringify(settings), dataHash],
        ...[idempotencyKey, requestHash, spaceId, TRAINING_JOB, JSON.stringify(payload), trainingJobKey(id)],
      ],
    );
    return trainingOf(rows[0]!);
  } catch (error) {
    if (isForeignKeyViolation(error))
      throw new RegionaryError("NOT_FOUND", "The benchmark set was deleted while the training was made.");
    if (isUniqueViolation(error) && idempotencyKey) {
      const other = await findTrainingByKey(db, idempotencyKey);
      if (other) return other;
    }
    throw error;
  }
}

export async function findTrainingByKey(
  { prisma }: Database,
  idempotencyKey: string,
): Promise<TrainingRow | null> {
  const stored = await prisma.training.findUnique({ where: { idempotencyKey } });
  return stored && trainingOf(stored);
}

/** The training of this very request that has not ended, or null. */
export async function findOpenTraining(
  { prisma }: Database,
  requestHash: string,
): Promise<TrainingRow | null> {
  const stored = await prisma.training.findFirst({
    where: { requestHash, state: { in: ["QUEUED", "RUNNING"] } },
  });
  return stored && trainingOf(stored);
}

export async function findTrainings({ prisma }: Database, ids: readonly string[]): Promise<TrainingRow[]> {
  return (await prisma.training.findMany({ where: { id: { in: [...ids] } } })).map(trainingOf);
}

export function listTrainings(db: Database, page: PageRequest): Promise<Page<TrainingRow>> {
  const list = { from: '"Training"', order: newestFirst("trainings") };
  return readPage(db, list, page, (ids) => findTrainings(db, ids));
}

/** Marks a training as running, whether it begins or goes on; null when it has ended or is gone. */
export async function startTraining({ pool }: Database, id: string): Promise<TrainingRow | null> {
  const { rows } = await pool.query<Training>(
    `WITH changed AS (
       UPDATE "Training" SET "state" = 'RUNNING', "startedAt" = coalesce("startedAt", now()),
         "sequence" = "sequence" + 1
       WHERE "id" = $1 AND "state" IN ('QUEUED', 'RUNNING') RETURNING *)${WITH_EVENT}`,
    [id],
  );
  return rows[0] ? trainingOf(rows[0]) : null;
}

/** Records how far a training is, as an event. False if it has been ended meanwhile. */
export async function recordProgress(
  { pool }: Database,
  id: string,
  progress: TrainingProgress,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `WITH changed AS (
       UPDATE "Training" SET "progress" = $2, "sequence" = "sequence" + 1
       WHERE "id" = $1 AND "state" = 'RUNNING' RETURNING *)${WITH_EVENT}`,
    [id, JSON.stringify(progress)],
  );
  return rowCount === 1;
}

/** Gives a running training its result. False if it has been ended meanwhile. */
export async function completeTraining(
  { pool }: Database,
  id: string,
  modelVersionId: string,
  report: TrainingReport,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `WITH changed AS (
       UPDATE "Training" SET "state" = 'COMPLETED', "modelVersionId" = $2, "report" = $3, "finishedAt" = now(),
         "sequence" = "sequence" + 1
       WHERE "id" = $1 AND "state" = 'RUNNING' RETURNING *)${WITH_EVENT}`,
    [id, modelVersionId, JSON.stringify(report)],
  );
  return rowCount === 1;
}

/** Ends a training that waits or runs. False if it had ended already. */
export async function endTraining(
  { pool }: Database,
  id: string,
  state: "CANCELLED" | "FAILED",
  errorMessage: string | null,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `WITH changed AS (
       UPDATE "Training" SET "state" = $2, "errorMessage" = $3, "finishedAt" = now(), "sequence" = "sequence" + 1
       WHERE "id" = $1 AND "state" IN ('QUEUED', 'RUNNING') RETURNING *)${WITH_EVENT}`,
    [id, state, errorMessage],
  );
  return rowCount === 1;
}

/** Removes a training with its events; the model version that it made stays. False if there is none. */
export async function deleteTraining({ prisma, pool }: Database, id: string): Promise<boolean> {
  const { count } = await prisma.training.deleteMany({ where: { id } });
  if (count === 1) await pool.query("SELECT pg_notify($1, $2)", [TRAINING_CHANNEL, id]);
  return count === 1;
}
