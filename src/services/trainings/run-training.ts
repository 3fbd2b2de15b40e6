import { rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { completeTraining, type TrainingRow, trainings } from "../../storage/trainings/trainings";
import { hasEnded } from "../../storage/work/work-states";
import type { ServiceContext } from "../context";
import { loadToActivate } from "../models/activate-model";
import { beginHere, refuseUnfit, UnfitHost } from "../work/host";
import { WorkEnded } from "../work/work-ended";
import { removeCheckpoint } from "./checkpoint-store";
import { makeModel } from "./make-model";

/**
 * Runs a training to its end, from its last checkpoint if there is one, and makes a model version from it. Stops between
 * two steps when the signal fires. Throws what makes it fail, and `UnfitHost` if it needs more threads than
 * this host has.
 */
export async function runTraining(
  context: ServiceContext,
  trainingId: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    const training = await begin(context, trainingId);
    if (training) await complete(context, training, directoryOf(context, trainingId), signal);
  } catch (error) {
    if (!(error instanceof WorkEnded || signal.reason instanceof WorkEnded)) throw error;
  }
  await removeFiles(context, trainingId);
}

/** The threads are fixed by the host that begins: half of its cores unless a number was requested. */
async function begin(context: ServiceContext, id: string): Promise<TrainingRow | null> {
  const [training] = await trainings.find(context.db, [id]);
  if (!training || hasEnded(training.state)) return null;
  const cores = os.availableParallelism();
  const { threads: asked } = training.settings;
  const threads = training.fixed?.threads ?? asked ?? Math.max(1, Math.floor(cores / 2));
  if (threads > cores) throw new UnfitHost(`it needs ${threads} threads, and this host has ${cores} cores`);
  // Models are trained on the CPU, whatever they are served on here.
  const beginning = beginHere({ provider: "cpu", precision: "float32", threads });
  refuseUnfit(training.fixed, beginning);
  return trainings.begin(context.db, id, beginning);
}

async function complete(
  context: ServiceContext,
  training: TrainingRow,
  directory: string,
  signal: AbortSignal,
): Promise<void> {
  const { model, report } = await makeModel(context, training, directory, signal);
  const { activate } = training.settings;
  if (activate) await loadToActivate(context, model.id);
  await completeTraining(context.db, training.id, { modelVersionId: model.id, report, activate });
  await removeCheckpoint(context.db, training.id);
}

function directoryOf({ trainingDirectory }: Pick<ServiceContext, "trainingDirectory">, id: string): string {
  return path.join(trainingDirectory, id);
}

/** Removes what a training that has ended left on this host; unless it is complete, its checkpoint stays to go on from. */
export async function removeFiles(
  context: Pick<ServiceContext, "trainingDirectory">,
  id: string,
): Promise<void> {
  await rm(directoryOf(context, id), { recursive: true, force: true });
}
