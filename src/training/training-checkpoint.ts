import { z } from "zod";

/** How good the model was after an epoch. */
export const validationSchema = z.strictObject({
  epoch: z.int(),
  /** F1 of the five best labels of each validating image. */
  f1At5: z.number(),
});
export type Validation = Readonly<z.infer<typeof validationSchema>>;

/** How far a training has come. */
export interface Position {
  readonly seed: number;
  /** First the best epoch is searched for, on a part of the images; then all fine-tune its weights. */
  readonly phase: "search" | "fine-tuning";
  /** How many steps of the phase are done. */
  readonly step: number;
  readonly validations: readonly Validation[];
}

/** All that a training needs to go on as if it had never stopped. */
export interface TrainingCheckpoint {
  readonly position: Position;
  /** Weights, running statistics and Adam's sums. */
  readonly state: Readonly<Record<string, Float32Array<ArrayBuffer>>>;
  /** The weights and statistics of the best epoch yet, while it is searched for. */
  readonly best: Readonly<Record<string, Float32Array<ArrayBuffer>>> | null;
}

/** The validation that was best; of equals, the first. */
export function bestValidation(validations: readonly Validation[]): Validation | undefined {
  return validations.reduce<Validation | undefined>(
    (best, validation) => (best && best.f1At5 >= validation.f1At5 ? best : validation),
    undefined,
  );
}
