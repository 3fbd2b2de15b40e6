import { rm } from "node:fs/promises";
import path from "node:path";
import {
  completeTraining,
  endTraining,
  startTraining,
  type TrainingRow,
} from "../../storage/trainings/trainings";
import type { ServiceContext } from "../context";
import { activateModel } from "../models/activate-model";
import { makeModel } from "./make-model";
import { TrainingEnded } from "./progress-reporter";

/**
 * Runs a training to its end, from its last checkpoint on this host if there is one, and makes a model version
 * of it. Stops between two steps when the signal fires, when it is cancelled and when it is deleted. Throws
 * what keeps it from its end.
 */
export async function runTraining(
  context: ServiceContext,
  trainingId: string,
  signal: AbortSignal,
): Promise<void> {
  const directory = path.join(context.trainingDirectory, trainingId);
  const training = await startTraining(context.db, trainingId);
  try {
    if (training) await complete(context, training, directory, signal);
  } catch (error) {
    if (!(error instanceof TrainingEnded)) throw error;
  }
  await rm(directory, { recursive: true, force: true });
}

async function complete(
  context: ServiceContext,
  training: TrainingRow,
  directory: string,
  signal: AbortSignal,
): Promise<void> {
  const { model, report } = await makeModel(context, training, directory, signal);
  if (training.settings.activate) await activateModel(context, model.id);
  await completeTraining(context.db, training.id, model.id, report);
}

/** Gives a training up for good. */
export async function failTraining(
  { db, trainingDirectory }: Pick<ServiceContext, "db" | "trainingDirectory">,
  trainingId: string,
  message: string,
): Promise<void> {
  await endTraining(db, trainingId, "FAILED", message);
  await rm(path.join(trainingDirectory, trainingId), { recursive: true, force: true });
}
