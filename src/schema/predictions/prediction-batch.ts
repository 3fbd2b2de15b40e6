import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import type { BatchRow } from "../../storage/predictions/prediction-batches";
import type { BatchEventRow } from "../../storage/work/batch-events";
import { connectionType } from "../connection";
import { toGlobalId } from "../global-id";
import { Node } from "../node";
import { DurableWork } from "../work/durable-work";

export enum BatchState {
  QUEUED = "QUEUED",
  RUNNING = "RUNNING",
  COMPLETED = "COMPLETED",
  FAILED = "FAILED",
  CANCELLED = "CANCELLED",
}
registerEnumType(BatchState, {
  name: "BatchState",
  description: "Where a batch stands.",
  valuesConfig: {
    QUEUED: { description: "Accepted and stored; not begun." },
    RUNNING: { description: "Begun." },
    COMPLETED: { description: "Every image has its prediction, or its error." },
    FAILED: { description: "Given up; `errorMessage` says why." },
    CANCELLED: { description: "Cancelled; what was done by then is kept." },
  },
});

@ObjectType("PredictionBatch", {
  implements: Node,
  description:
    "Images to be scored against a vocabulary. Once accepted it is completed, whatever happens to the service.",
})
export class PredictionBatchObject extends DurableWork<BatchRow> implements Node {
  get id(): string {
    return toGlobalId("PredictionBatch", this.row.id);
  }

  @Field(() => BatchState, { description: "Where it stands." })
  get state(): BatchState {
    return BatchState[this.row.state];
  }

  @Field(() => Int, { description: "How many labels are kept for each image." })
  get topK(): number {
    return this.row.topK;
  }

  @Field(() => Int, { description: "How many images it has." })
  get total(): number {
    return this.row.total;
  }

  @Field(() => Int, { description: "How many predictions are done." })
  get completed(): number {
    return this.row.completed;
  }

  @Field(() => Int, { description: "How many could not be made." })
  get failed(): number {
    return this.row.failed;
  }
}

export const PredictionBatchConnection = connectionType("PredictionBatch", PredictionBatchObject);

@ObjectType("PredictionBatchEvent", {
  description: "A change in a batch. Events are numbered 1, 2, 3 … without gaps.",
})
export class BatchEventObject {
  constructor(readonly row: BatchEventRow) {}

  @Field(() => Int, { description: "Its number." })
  get sequence(): number {
    return this.row.sequence;
  }

  @Field(() => BatchState, {
    description: "The batch's state after it; COMPLETED, FAILED or CANCELLED is the last.",
  })
  get state(): BatchState {
    return BatchState[this.row.state];
  }

  @Field(() => Int, { description: "How many predictions were done." })
  get completed(): number {
    return this.row.completed;
  }

  @Field(() => Int, { description: "How many could not be made." })
  get failed(): number {
    return this.row.failed;
  }

  @Field(() => Int, { description: "How many images the batch had." })
  get total(): number {
    return this.row.total;
  }

  @Field(() => Date, { description: "When it happened." })
  get createdAt(): Date {
    return this.row.createdAt;
  }
}

@InputType({ description: "Images to be scored against a vocabulary." })
export class PredictInput {
  @Field(() => [ID], { description: "1 to 10,000 stored images." })
  imageIds!: string[];

  @Field(() => ID, { description: "The vocabulary to score them against." })
  vocabularyId!: string;

  @Field(() => Int, {
    defaultValue: 5,
    description: "How many of the best labels to keep for each, 1 to 1,000.",
  })
  topK!: number;

  @Field(() => String, {
    nullable: true,
    description: "The same key and request give the same batch, so that a request can be sent again safely.",
  })
  idempotencyKey?: string;
}

@InputType({ description: "Which batch to cancel." })
export class CancelPredictionBatchInput {
  @Field(() => ID, { description: "The batch to cancel." })
  id!: string;
}

@InputType({ description: "Which batch to delete." })
export class DeletePredictionBatchInput {
  @Field(() => ID, { description: "The batch to delete, with its predictions." })
  id!: string;
}
