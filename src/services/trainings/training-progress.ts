import type { ChosenRecipe } from "../../training/recipe-options";
import type { Validation } from "../../training/training-checkpoint";

/** How the head is made, beside the recipe; stored with the training. */
export interface TrainingSettings {
  readonly heads: number;
  readonly channelDim: number;
  /** Null where the host that begins is to choose. */
  readonly threads: number | null;
  readonly activate: boolean;
}

/** How far a training is; stored with each event. */
export interface TrainingProgress {
  /** Making features, then searching the best epoch on a part of the images, then fine-tuning on all. */
  readonly phase: "PREPARING" | "SEARCHING" | "FINE_TUNING";
  /** The epoch of the phase that the last step belongs to, from 1; 0 while preparing. */
  readonly epoch: number;
  readonly epochs: number;
  /** Steps over both phases; images while preparing. */
  readonly step: number;
  readonly steps: number;
  readonly loss: number | null;
  /** Since this run of it began. */
  readonly imagesPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly validations: readonly Validation[];
}

/** What was validated, on how many images of how many. */
export interface TrainingReport {
  readonly images: number;
  readonly labels: number;
  readonly validatedImages: number;
  readonly validations: readonly Validation[];
  readonly bestEpoch: number;
  readonly bestF1At5: number;
}

/** How a model version was trained; a part of it for ever. */
export interface TrainingRecord {
  readonly set: string;
  readonly dataHash: string;
  readonly recipe: ChosenRecipe;
  readonly seed: number;
  readonly settings: Pick<TrainingSettings, "heads" | "channelDim"> & { readonly threads: number };
  readonly report: TrainingReport;
}
