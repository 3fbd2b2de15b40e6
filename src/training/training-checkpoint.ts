import { z } from "zod";

/** How good the model was after an epoch. */
export const validationSchema = z.strictObject({
  epoch: z.int(),
  /** F1 of the five best labels of each validation image. */
  f1At5: z.number(),
});
export type Validation = Readonly<z.infer<typeof validationSchema>>;

/** How far a training is. */
export interface Position {
  readonly seed: number;
  /**
   * First the best epoch is searched for, on part of the images; then its weights are fine-tuned on all of
   * them.
   */
  readonly phase: "search" | "fine-tuning";
  /** How many steps of the phase are done. */
  readonly step: number;
  readonly validations: readonly Validation[];
}

/** Everything that a training needs to go on as if it had never stopped. */
export interface TrainingCheckpoint {
  readonly position: Position;
  /** Weights, running statistics and Adam's sums. */
  readonly state: Readonly<Record<string, Float32Array<ArrayBuffer>>>;
  /** The weights and statistics of the best epoch so far, during the search. */
  readonly best: Readonly<Record<string, Float32Array<ArrayBuffer>>> | null;
}

/** The best validation; of equals, the first. */
export function bestValidation(validations: readonly Validation[]): Validation | undefined {
  return validations.reduce<Validation | undefined>(
    (best, validation) => (best && best.f1At5 >= validation.f1At5 ? best : validation),
    undefined,
  );
}
