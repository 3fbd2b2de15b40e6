import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import type { EvaluationEventRow } from "../../storage/evaluations/evaluation-events";
import type { EvaluationRunRow } from "../../storage/evaluations/evaluation-runs";
import { connectionType } from "../connection";
import { CountsFor } from "../entries";
import { toGlobalId } from "../global-id";
import { Node } from "../node";
import { DurableWork } from "../work/durable-work";
import { EvaluationProtocol } from "./evaluation-protocol";

export enum EvaluationState {
  QUEUED = "QUEUED",
  RUNNING = "RUNNING",
  COMPLETED = "COMPLETED",
  FAILED = "FAILED",
  CANCELLED = "CANCELLED",
}
registerEnumType(EvaluationState, {
  name: "EvaluationState",
  description: "Where an evaluation run stands.",
  valuesConfig: {
    QUEUED: { description: "Accepted and stored; not begun, or taken up again." },
    RUNNING: { description: "Begun." },
    COMPLETED: { description: "It has its report." },
    FAILED: { description: "Given up; `errorMessage` says why. It can be resumed where it was." },
    CANCELLED: { description: "Cancelled; it can be resumed where it was." },
  },
});

/** The time that the rest takes at the pace so far; null where that is not known. */
function secondsLeft({
  state,
  total,
  imagesDone,
  imagesPerSecond,
}: Pick<EvaluationRunRow, "state" | "total" | "imagesDone" | "imagesPerSecond">): number | null {
  return state === "RUNNING" && imagesPerSecond ? (total - imagesDone) / imagesPerSecond : null;
}

@ObjectType("EvaluationRun", {
  implements: Node,
  description:
    "A model version measured on a benchmark set. Once accepted it is completed, whatever happens to the service, and its report is the same bytes however often it was interrupted.",
})
export class EvaluationRunObject extends DurableWork<EvaluationRunRow> implements Node {
  get id(): string {
    return toGlobalId("EvaluationRun", this.row.id);
  }

  @Field(() => EvaluationProtocol, { description: "What is measured, and how." })
  get protocol(): EvaluationProtocol {
    return this.row.protocol as EvaluationProtocol;
  }

  @CountsFor(2)
  @Field(() => [Int], { description: "The values of K that were asked for; none for the protocol's own." })
  get ks(): number[] {
    return this.row.ks;
  }

  @Field(() => Int, { description: "How many resamples of the images give the intervals." })
  get resamples(): number {
    return this.row.resamples;
  }

  @Field(() => EvaluationState, { description: "Where it stands." })
  get state(): EvaluationState {
    return EvaluationState[this.row.state];
  }

  @Field(() => Int, { description: "How many images it has." })
  get total(): number {
    return this.row.total;
  }

  @Field(() => Int, { description: "How many of them are measured." })
  get imagesDone(): number {
    return this.row.imagesDone;
  }

  @Field(() => Float, { nullable: true, description: "Its pace since it was last taken up." })
  get imagesPerSecond(): number | null {
    return this.row.imagesPerSecond;
  }

  @Field(() => Float, {
    nullable: true,
    description: "How long the images that are left take at this pace; the figures follow after that.",
  })
  get secondsLeft(): number | null {
    return secondsLeft(this.row);
  }
}

export const EvaluationRunConnection = connectionType("EvaluationRun", EvaluationRunObject);

@ObjectType("EvaluationEvent", {
  description: "A change in an evaluation run. Events are numbered 1, 2, 3 … without gaps.",
})
export class EvaluationEventObject {
  constructor(readonly row: EvaluationEventRow) {}

  @Field(() => Int, { description: "Its number." })
  get sequence(): number {
    return this.row.sequence;
  }

  @Field(() => EvaluationState, { description: "The run's state after it." })
  get state(): EvaluationState {
    return EvaluationState[this.row.state];
  }

  @Field(() => Int, { description: "How many images were measured." })
  get imagesDone(): number {
    return this.row.imagesDone;
  }

  @Field(() => Int, { description: "How many images the run has." })
  get total(): number {
    return this.row.total;
  }

  @Field(() => Float, { nullable: true, description: "The run's pace since it was last taken up." })
  get imagesPerSecond(): number | null {
    return this.row.imagesPerSecond;
  }

  @Field(() => Float, { nullable: true, description: "How long the images left took at this pace." })
  get secondsLeft(): number | null {
    return secondsLeft(this.row);
  }

  @Field(() => Date, { description: "When it happened." })
  get createdAt(): Date {
    return this.row.createdAt;
  }
}

@InputType({ description: "What to measure, on what, and how." })
export class RunEvaluationInput {
  @Field(() => ID, { description: "The benchmark set; it must be complete." })
  benchmarkSetId!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "The model version, the active one by default. It measures itself: no 8-bit version stands in for it.",
  })
  modelVersionId?: string;

  @Field(() => EvaluationProtocol, { nullable: true, description: "The set's own by default." })
  protocol?: EvaluationProtocol;

  @Field(() => [Int], {
    nullable: true,
    description: "How many best labels of an image are taken as predictions; the protocol's own by default.",
  })
  ks?: number[];

  @Field(() => Int, {
    nullable: true,
    description: "Resamples of the images for the intervals, 0 to 1,000; 200 by default, 0 for no intervals.",
  })
  resamples?: number;

  @Field(() => String, {
    nullable: true,
    description: "The same key and request give the same run, so that a request can be sent again safely.",
  })
  idempotencyKey?: string;
}

@InputType({ description: "Which evaluation run." })
export class EvaluationRunInput {
  @Field(() => ID, { description: "The evaluation run." })
  id!: string;
}
