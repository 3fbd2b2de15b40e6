import { Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import type { EvaluationEventRow, EvaluationRunRow } from "../../storage/evaluations/evaluation-runs";
import { connectionType } from "../connection";
import { CountsFor } from "../entries";
import { Node } from "../node";
import { Work } from "../work/work";
import { WorkEventObject } from "../work/work-event";
import { EvaluationProtocol } from "./evaluation-protocol";

/** The time that the rest will take at the pace so far; null where that is not known. */
function secondsLeft({
  state,
  total,
  done,
  imagesPerSecond,
}: Pick<EvaluationRunRow, "state" | "total" | "done" | "imagesPerSecond">): number | null {
  return state === "RUNNING" && imagesPerSecond ? (total - done) / imagesPerSecond : null;
}

@ObjectType("EvaluationRun", {
  implements: [Node, Work],
  description:
    "A model version measured on a benchmark set. Once accepted it is completed, whatever happens to the service, and its report is the same bytes however often it was interrupted.",
})
export class EvaluationRunObject extends Work<EvaluationRunRow> {
  @Field(() => EvaluationProtocol, { description: "What is measured, and how." })
  get protocol(): EvaluationProtocol {
    return this.row.protocol;
  }

  @CountsFor(2)
  @Field(() => [Int], { description: "The values of K that were requested; empty for the protocol's own." })
  get ks(): number[] {
    return [...this.row.ks];
  }

  @Field(() => Int, { description: "How many resamples of the images give the intervals." })
  get resamples(): number {
    return this.row.resamples;
  }

  @Field(() => Int, {
    description: "How many images are measured.",
    deprecationReason: "The same as `done`.",
  })
  get imagesDone(): number {
    return this.row.done;
  }

  @Field(() => Float, { nullable: true, description: "Its pace since it was last taken up." })
  get imagesPerSecond(): number | null {
    return this.row.imagesPerSecond;
  }

  @Field(() => Float, {
    nullable: true,
    description: "How long the remaining images will take at this pace; the figures follow after that.",
  })
  get secondsLeft(): number | null {
    return secondsLeft(this.row);
  }
}

export const EvaluationRunConnection = connectionType("EvaluationRun", EvaluationRunObject);

@ObjectType("EvaluationEvent", {
  description: "A change in an evaluation run. Events are numbered 1, 2, 3 … without gaps.",
})
export class EvaluationEventObject extends WorkEventObject<EvaluationEventRow> {
  @Field(() => Int, {
    description: "How many images were measured.",
    deprecationReason: "The same as `done`.",
  })
  get imagesDone(): number {
    return this.row.done;
  }

  @Field(() => Float, { nullable: true, description: "The run's pace since it was last taken up." })
  get imagesPerSecond(): number | null {
    return this.row.imagesPerSecond;
  }

  @Field(() => Float, {
    nullable: true,
    description: "How long the remaining images would have taken at this pace.",
  })
  get secondsLeft(): number | null {
    return secondsLeft(this.row);
  }
}

@InputType({ description: "What to measure, on what, and how." })
export class RunEvaluationInput {
  @Field(() => ID, { description: "The benchmark set; it must be complete." })
  benchmarkSetId!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "The model version; by default the active one. Exactly this version is measured: no 8-bit one stands in for it.",
  })
  modelVersionId?: string;

  @Field(() => EvaluationProtocol, { nullable: true, description: "The set's own by default." })
  protocol?: EvaluationProtocol;

  @Field(() => [Int], {
    nullable: true,
    description:
      "How many of an image's best labels are taken as predictions; the protocol's own values by default.",
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
