import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import type { TrainingEventRow, TrainingRow } from "../services/rows";
import type { TrainingProgress, TrainingSettings } from "../services/training/training-progress";
import { connectionType } from "./connection";
import { toGlobalId } from "./global-id";
import { Node } from "./node";
import { TrainingRecipe, TrainingReportObject, Validation } from "./training-report";

export enum TrainingState {
  QUEUED = "QUEUED",
  RUNNING = "RUNNING",
  COMPLETED = "COMPLETED",
  FAILED = "FAILED",
  CANCELLED = "CANCELLED",
}
registerEnumType(TrainingState, {
  name: "TrainingState",
  description: "Where a training stands.",
  valuesConfig: {
    QUEUED: { description: "Accepted and stored; not begun." },
    RUNNING: { description: "Begun." },
    COMPLETED: { description: "Its model version is stored." },
    FAILED: { description: "Given up; `errorMessage` says why." },
    CANCELLED: { description: "Cancelled; it leaves no model." },
  },
});

export enum TrainingPhase {
  PREPARING = "PREPARING",
  SEARCHING = "SEARCHING",
  FINE_TUNING = "FINE_TUNING",
}
registerEnumType(TrainingPhase, {
  name: "TrainingPhase",
  description: "What a training does.",
  valuesConfig: {
    PREPARING: { description: "The backbone makes the features; steps are images." },
    SEARCHING: { description: "Trains on a part of the images and validates on the others." },
    FINE_TUNING: { description: "Trains the best epoch's weights a little more, on all images." },
  },
});

@ObjectType("TrainingProgress", { description: "How far a training is." })
export class TrainingProgressObject {
  constructor(private readonly progress: TrainingProgress) {}

  @Field(() => TrainingPhase, { description: "What it does." })
  get phase(): TrainingPhase {
    return TrainingPhase[this.progress.phase];
  }

  @Field(() => Int, { description: "The epoch of the phase, from 1; 0 while preparing." })
  get epoch(): number {
    return this.progress.epoch;
  }

  @Field(() => Int, { description: "Epochs of the phase." })
  get epochs(): number {
    return this.progress.epochs;
  }

  @Field(() => Int, {
    description: "Steps done, both phases together; images while preparing. Lower again after a crash.",
  })
  get step(): number {
    return this.progress.step;
  }

  @Field(() => Int, { description: "All steps; images while preparing." })
  get steps(): number {
    return this.progress.steps;
  }

  @Field(() => Float, { nullable: true, description: "The ranking loss of the last step's batch." })
  get loss(): number | null {
    return this.progress.loss;
  }

  @Field(() => Float, { nullable: true, description: "Images per second, since this run of it began." })
  get imagesPerSecond(): number | null {
    return this.progress.imagesPerSecond;
  }

  @Field(() => Float, { nullable: true, description: "Seconds that are left at this pace." })
  get secondsLeft(): number | null {
    return this.progress.secondsLeft;
  }

  @Field(() => [Validation], { description: "What validation found so far." })
  get validations(): readonly Validation[] {
    return this.progress.validations;
  }
}

const progressOf = (stored: unknown) =>
  stored === null ? null : new TrainingProgressObject(stored as TrainingProgress);

@ObjectType("Training", {
  implements: Node,
  description:
    "A head that is trained on a benchmark set's labels, those marked unseen left out, and becomes a model version. Once accepted it comes to its end, whatever happens to the service.",
})
export class TrainingObject implements Node {
  constructor(readonly row: TrainingRow) {}

  get id(): string {
    return toGlobalId("Training", this.row.id);
  }

  @Field(() => TrainingState, { description: "Where it stands." })
  get state(): TrainingState {
    return TrainingState[this.row.state];
  }

  @Field(() => String, { description: "The name of the model that it makes." })
  get name(): string {
    return this.row.name;
  }

  @Field(() => TrainingRecipe, { description: "How it trains." })
  get recipe(): TrainingRecipe {
    return this.row.recipe as unknown as TrainingRecipe;
  }

  @Field(() => Int, { description: "What decides all that is drawn." })
  get seed(): number {
    return this.row.seed;
  }

  @Field(() => Int, { description: "Attention heads of the model." })
  get heads(): number {
    return this.settings.heads;
  }

  @Field(() => Int, { description: "Channels of the model's head, d." })
  get channelDim(): number {
    return this.settings.channelDim;
  }

  @Field(() => Int, { description: "Threads that it may use." })
  get threads(): number {
    return this.settings.threads;
  }

  @Field(() => String, { description: "SHA-256 over the set's labels and images, in hex." })
  get dataHash(): string {
    return this.row.dataHash;
  }

  @Field(() => TrainingProgressObject, {
    nullable: true,
    description: "How far it is; null until it has begun.",
  })
  get progress(): TrainingProgressObject | null {
    return progressOf(this.row.progress);
  }

  @Field(() => TrainingReportObject, {
    nullable: true,
    description: "What validation found; null until it is completed.",
  })
  get report(): TrainingReportObject | null {
    return this.row.report as unknown as TrainingReportObject | null;
  }

  @Field(() => Int, {
    description: "The number of its latest event; subscribe with it as `afterSequence` to miss none.",
  })
  get sequence(): number {
    return this.row.sequence;
  }

  @Field(() => String, { nullable: true, description: "Why it was given up, if it was." })
  get errorMessage(): string | null {
    return this.row.errorMessage;
  }

  @Field(() => Date, { description: "When it was accepted." })
  get createdAt(): Date {
    return this.row.createdAt;
  }

  @Field(() => Date, { nullable: true, description: "When it was first begun." })
  get startedAt(): Date | null {
    return this.row.startedAt;
  }

  @Field(() => Date, { nullable: true, description: "When it ended." })
  get finishedAt(): Date | null {
    return this.row.finishedAt;
  }

  private get settings(): TrainingSettings {
    return this.row.settings as unknown as TrainingSettings;
  }
}

export const TrainingConnection = connectionType("Training", TrainingObject);

@ObjectType("TrainingEvent", {
  description: "A change in a training. Events are numbered 1, 2, 3 … without gaps.",
})
export class TrainingEventObject {
  constructor(readonly row: TrainingEventRow) {}

  @Field(() => Int, { description: "Its number." })
  get sequence(): number {
    return this.row.sequence;
  }

  @Field(() => TrainingState, {
    description: "The training's state after it; COMPLETED, FAILED or CANCELLED is the last.",
  })
  get state(): TrainingState {
    return TrainingState[this.row.state];
  }

  @Field(() => TrainingProgressObject, {
    nullable: true,
    description: "How far the training was; null before its first step.",
  })
  get progress(): TrainingProgressObject | null {
    return progressOf(this.row.progress);
  }

  @Field(() => Date, { description: "When it happened." })
  get createdAt(): Date {
    return this.row.createdAt;
  }
}

@InputType({ description: "What to train, on what, and how. Options of the recipe go with `general` only." })
export class TrainModelInput {
  @Field(() => ID, { description: "The benchmark set to learn from; it must be complete." })
  benchmarkSetId!: string;

  @Field(() => String, {
    description: "The name of an imported backbone, as `ModelVersion.backbone` has it.",
  })
  backbone!: string;

  @Field(() => String, { description: "What to call the model; a name that is used gets its next version." })
  name!: string;

  @Field(() => String, {
    defaultValue: "general",
    description: "`official` is the authors' for NUS-WIDE; `general` sees every image equally often.",
  })
  recipe!: string;

  @Field(() => Int, { nullable: true, description: "Images in a step, 2 to 256 (32)." })
  batch?: number;

  @Field(() => Int, { nullable: true, description: "Epochs of the search, 1 to 1,000 (40)." })
  epochs?: number;

  @Field(() => Float, { nullable: true, description: "The highest learning rate, 1e-6 to 0.1 (1e-3)." })
  learningRate?: number;

  @Field(() => Float, {
    nullable: true,
    description: "The share of the images, the last ones, that validate: 0.05 to 0.5 (0.2).",
  })
  validationShare?: number;

  @Field(() => Int, { defaultValue: 1, description: "Decides all that is drawn, 0 to 1,000,000,000." })
  seed!: number;

  @Field(() => Int, { defaultValue: 8, description: "Attention heads; they divide `channelDim`." })
  heads!: number;

  @Field(() => Int, { defaultValue: 256, description: "Channels of the head, d, 1 to 2,048." })
  channelDim!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      "Threads to use; half of the cores if left out. On one, weights are the same to the last bit.",
  })
  threads?: number;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether new predictions are to be made by the model as soon as it is there.",
  })
  activate!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      "The same key and request give the same training, so that a request can be sent again safely.",
  })
  idempotencyKey?: string;
}

@InputType()
export class CancelTrainingInput {
  @Field(() => ID, { description: "The training to cancel." })
  id!: string;
}

@InputType()
export class DeleteTrainingInput {
  @Field(() => ID, { description: "The training to delete, with its events; its model version stays." })
  id!: string;
}
