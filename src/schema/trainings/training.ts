import { Field, Int, ObjectType } from "type-graphql";
import type { TrainingEventRow, TrainingRow } from "../../storage/trainings/trainings";
import { connectionType } from "../connection";
import { Node } from "../node";
import { Work } from "../work/work";
import { WorkEventObject } from "../work/work-event";
import { HeadKind } from "./head-kind";
import { progressOf, TrainingProgressObject } from "./training-progress";
import { TrainingRecipe, TrainingReportObject } from "./training-report";

@ObjectType("Training", {
  implements: [Node, Work],
  description:
    "A head that is trained on a benchmark set's labels, except those marked unseen, and becomes a model version. Once accepted, it is completed whatever happens to the service.",
})
export class TrainingObject extends Work<TrainingRow> {
  @Field(() => String, { description: "The name of the model that it makes." })
  get name(): string {
    return this.row.name;
  }

  @Field(() => TrainingRecipe, { description: "How it trains." })
  get recipe(): TrainingRecipe {
    return this.row.recipe;
  }

  @Field(() => Int, { description: "The seed of everything random." })
  get seed(): number {
    return this.row.seed;
  }

  @Field(() => HeadKind, { description: "The kind of head." })
  get head(): HeadKind {
    return this.row.settings.head as HeadKind;
  }

  @Field(() => Int, { description: "Attention heads that were asked for; a linear head has none." })
  get heads(): number {
    return this.row.settings.heads;
  }

  @Field(() => Int, { description: "Channels that were asked for, d; a linear head has none of its own." })
  get channelDim(): number {
    return this.row.settings.channelDim;
  }

  @Field(() => Int, {
    nullable: true,
    description: "Threads that it may use; null until it begins, if the host that begins it is to choose.",
  })
  get threads(): number | null {
    return this.row.fixed?.threads ?? this.row.settings.threads;
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
export class TrainingEventObject extends WorkEventObject<TrainingEventRow> {
  @Field(() => TrainingProgressObject, {
    nullable: true,
    description: "How far the training was; null before its first step.",
  })
  get progress(): TrainingProgressObject | null {
    return progressOf(this.row.progress);
  }
}
