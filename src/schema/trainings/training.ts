import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import type { TrainingEventRow } from "../../storage/trainings/training-events";
import type { TrainingRow } from "../../storage/trainings/trainings";
import { connectionType } from "../connection";
import { toGlobalId } from "../global-id";
import { Node } from "../node";
import { DurableWork } from "../work/durable-work";
import { progressOf, TrainingProgressObject } from "./training-event";
import { TrainingRecipe, TrainingReportObject } from "./training-report";

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

@ObjectType("Training", {
  implements: Node,
  description:
    "A head that is trained on a benchmark set's labels, those marked unseen left out, and becomes a model version. Once accepted it comes to its end, whatever happens to the service.",
})
export class TrainingObject extends DurableWork<TrainingRow> implements Node {
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
    return this.row.recipe;
  }

  @Field(() => Int, { description: "What decides all that is drawn." })
  get seed(): number {
    return this.row.seed;
  }

  @Field(() => Int, { description: "Attention heads of the model." })
  get heads(): number {
    return this.row.settings.heads;
  }

  @Field(() => Int, { description: "Channels of the model's head, d." })
  get channelDim(): number {
    return this.row.settings.channelDim;
  }

  @Field(() => Int, { description: "Threads that it may use." })
  get threads(): number {
    return this.row.settings.threads;
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
    return this.row.report;
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
