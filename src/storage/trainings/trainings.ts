import { type ChosenRecipe, chosenRecipeSchema } from "../../training/recipe-options";
import { type Database, inTransaction } from "../database/database";
import { jsonColumns } from "../database/json-columns";
import type { Training } from "../generated/client";
import { lockModelVersions, makeActive } from "../models/make-active";
import { completeWork } from "../work/change-work";
import type { WorkEventRow } from "../work/work-events";
import type { WorkRow } from "../work/work-rows";
import { workTable } from "../work/work-table";
import {
  type TrainingProgress,
  type TrainingReport,
  type TrainingSettings,
  trainingProgressSchema,
  trainingReportSchema,
  trainingSettingsSchema,
} from "./stored-training";

type TrainingColumns = Pick<Training, "setId" | "backboneId" | "spaceId" | "name" | "seed" | "dataHash"> & {
  readonly recipe: ChosenRecipe;
  readonly settings: TrainingSettings;
  readonly report?: TrainingReport | null;
  readonly modelVersionId?: string | null;
};

export type TrainingRow = WorkRow &
  Required<TrainingColumns> & { readonly progress: TrainingProgress | null };

const parse = jsonColumns("Training", {
  recipe: chosenRecipeSchema,
  settings: trainingSettingsSchema,
  report: trainingReportSchema.nullable(),
});
const detail = trainingProgressSchema.nullable();
const parseWork = jsonColumns("Work", { detail });
const parseEvent = jsonColumns("WorkEvent", { detail });

/** Trainings of heads; their units are steps, or images while features are made. */
export const trainings = workTable<TrainingRow, TrainingColumns>({
  kind: "TRAINING",
  table: "Training",
  missing:
    "The benchmark set, the backbone or the vector space was deleted while the training was being created.",
  read: ({ report = null, modelVersionId = null, ...stored }) => ({
    ...parse({ ...stored, report }, stored.id),
    modelVersionId,
    progress: parseWork(stored, stored.id).detail,
  }),
});

export type TrainingEventRow = WorkEventRow & { readonly progress: TrainingProgress | null };

export const trainingEventOf = (event: WorkEventRow): TrainingEventRow => ({
  ...event,
  progress: parseEvent(event, `${event.workId}/${event.sequence}`).detail,
});

/**
 * Gives a running training its result, and if asked to makes that the active model version: both or neither. False if
 * it has been ended meanwhile.
 */
export function completeTraining(
  { pool }: Database,
  id: string,
  { modelVersionId, report, activate }: { modelVersionId: string; report: TrainingReport; activate: boolean },
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    if (activate) await lockModelVersions(client); // before any row, as everywhere
    const own = { table: "Training", values: { modelVersionId, report } };
    const completed = await completeWork({ pool: client }, id, {}, own);
    if (completed && activate) await makeActive(client, modelVersionId);
    return completed;
  });
}
