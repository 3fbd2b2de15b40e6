import type { Database } from "../database/database";
import type { Training } from "../generated/client";
import { completeWork } from "../work/change-work";
import type { WorkEventRow } from "../work/work-events";
import type { WorkRow } from "../work/work-rows";
import { workTable } from "../work/work-table";

type TrainingColumns = Pick<Training, "setId" | "backboneId" | "spaceId" | "name" | "seed" | "dataHash"> & {
  readonly recipe: unknown;
  readonly settings: unknown;
  readonly report?: unknown;
  readonly modelVersionId?: string | null;
};

export type TrainingRow = WorkRow & Required<TrainingColumns> & { readonly progress: unknown };

/** Heads that are trained; what is done are steps, or images while features are made. */
export const trainings = workTable<TrainingRow, TrainingColumns>({
  kind: "TRAINING",
  table: "Training",
  missing: "The benchmark set was deleted while the training was made.",
  read: ({ report = null, modelVersionId = null, ...stored }) => ({
    ...{ ...stored, report, modelVersionId },
    progress: stored.detail,
  }),
});

export type TrainingEventRow = WorkEventRow & { readonly progress: unknown };

export const trainingEventOf = (event: WorkEventRow): TrainingEventRow => ({
  ...event,
  progress: event.detail,
});

/** Gives a running training its result. False if it has been ended meanwhile. */
export function completeTraining(
  { pool }: Database,
  id: string,
  modelVersionId: string,
  report: object,
): Promise<boolean> {
  return completeWork({ pool }, id, {}, { table: "Training", values: { modelVersionId, report } });
}
