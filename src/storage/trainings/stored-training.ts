import { z } from "zod";
import { chosenRecipeSchema } from "../../training/recipe-options";
import { validationSchema } from "../../training/training-checkpoint";

const count = z.int().min(0);

/** How the head is made, besides the recipe. */
export const trainingSettingsSchema = z.strictObject({
  /** Its family; older versions, which do not say, trained BiAM heads alone. */
  head: z.string().default("biam"),
  /** Attention heads and channels, of a head that has them. */
  heads: z.int().min(1),
  channelDim: z.int().min(1),
  /** Null where the host that begins is to choose. */
  threads: z.int().min(1).nullable(),
  activate: z.boolean(),
});
export type TrainingSettings = Readonly<z.infer<typeof trainingSettingsSchema>>;

/** How far a training is; stored with each event. */
export const trainingProgressSchema = z.strictObject({
  /** Making features, then searching for the best epoch on part of the images, then fine-tuning on all. */
  phase: z.enum(["PREPARING", "SEARCHING", "FINE_TUNING"]),
  /** The epoch of the phase that the last step belongs to, from 1; 0 while preparing. */
  epoch: count,
  epochs: count,
  /** Steps over both phases; images while preparing. */
  step: count,
  steps: count,
  loss: z.number().nullable(),
  /** Images per second since this run of it began. */
  imagesPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  validations: z.array(validationSchema).readonly(),
});
export type TrainingProgress = Readonly<z.infer<typeof trainingProgressSchema>>;

/** The validations, and on how many images of how many. */
export const trainingReportSchema = z.strictObject({
  images: count,
  labels: count,
  validatedImages: count,
  validations: z.array(validationSchema).readonly(),
  bestEpoch: count,
  bestF1At5: z.number(),
});
export type TrainingReport = Readonly<z.infer<typeof trainingReportSchema>>;

/** How a model version was trained; part of it, and never changed. */
export const trainingRecordSchema = z.strictObject({
  set: z.string(),
  dataHash: z.string(),
  recipe: chosenRecipeSchema,
  seed: z.int(),
  settings: trainingSettingsSchema.omit({ activate: true }).extend({ threads: z.int().min(1) }),
  report: trainingReportSchema,
});
export type TrainingRecord = Readonly<z.infer<typeof trainingRecordSchema>>;
