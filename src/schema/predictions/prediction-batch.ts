import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { BatchEventRow, BatchRow } from "../../storage/predictions/prediction-batches";
import { connectionType } from "../connection";
import { ImageFilterInput } from "../images/image-list";
import { Node } from "../node";
import { Work } from "../work/work";
import { WorkEventObject } from "../work/work-event";

@ObjectType("PredictionBatch", {
  implements: [Node, Work],
  description:
    "Images to be scored against a vocabulary. Once accepted it is completed, whatever happens to the service.",
})
export class PredictionBatchObject extends Work<BatchRow> {
  @Field(() => Int, { description: "How many labels are kept for each image." })
  get topK(): number {
    return this.row.topK;
  }

  @Field(() => Int, {
    description: "How many predictions are done.",
    deprecationReason: "The same as `done`.",
  })
  get completed(): number {
    return this.row.done;
  }
}

export const PredictionBatchConnection = connectionType("PredictionBatch", PredictionBatchObject);

@ObjectType("PredictionBatchEvent", {
  description: "A change in a batch. Events are numbered 1, 2, 3 … without gaps.",
})
export class BatchEventObject extends WorkEventObject<BatchEventRow> {
  @Field(() => Int, {
    description: "How many predictions were done.",
    deprecationReason: "The same as `done`.",
  })
  get completed(): number {
    return this.row.done;
  }
}

@InputType({ description: "Images to be scored against a vocabulary." })
export class PredictInput {
  @Field(() => [ID], { nullable: true, description: "1 to 10,000 stored images; either these or a filter." })
  imageIds?: string[] | null;

  @Field(() => ImageFilterInput, {
    nullable: true,
    description:
      "The images that meet it now, at most 10,000, oldest first; `{}` is all that a person added. With the same `idempotencyKey` the first answer stands.",
  })
  filter?: ImageFilterInput | null;

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
