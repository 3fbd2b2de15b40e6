import { Field, Float, Int, ObjectType } from "type-graphql";
import { CountsFor } from "../entries";
import { LaunchReason, QueueName } from "./runtime-enums";

@ObjectType({ description: "How many batches had a size." })
class BatchSizeCount {
  @Field(() => Int, { description: "Items in the batch." })
  size!: number;

  @Field(() => Int, { description: "Batches of that size." })
  batches!: number;
}

@ObjectType({ description: "How many batches were limited in size by one reason." })
class LaunchReasonCount {
  @Field(() => LaunchReason, { description: "The reason." })
  reason!: LaunchReason;

  @Field(() => Int, { description: "Batches launched for this reason." })
  batches!: number;
}

@ObjectType({ description: "A batch that was run lately." })
class RecentBatch {
  @Field(() => Date, { description: "When it was done." })
  endedAt!: Date;

  @Field(() => Int, { description: "Items in it." })
  size!: number;

  @Field(() => LaunchReason, { description: "Why it was not larger." })
  reason!: LaunchReason;

  @Field(() => Float, { description: "Mean time that its items had waited, in milliseconds." })
  waitedMs!: number;

  @Field(() => Float, { description: "How long it took, in milliseconds." })
  ranMs!: number;
}

@ObjectType({ description: "A queue before a lane." })
export class QueueStatus {
  @Field(() => QueueName, { description: "What its items wait for." })
  name!: QueueName;

  @Field(() => Int, { description: "Items that are waiting." })
  queued!: number;

  @Field(() => Float, { description: "Bytes held by waiting items, where that is bounded." })
  queuedBytes!: number;

  @Field(() => Int, { description: "Items in batches under way." })
  running!: number;

  @Field(() => Int, { description: "Batches run." })
  batches!: number;

  @Field(() => Int, { description: "Items run." })
  items!: number;

  @Field(() => Float, {
    description:
      "Milliseconds that items waited, summed over them: from two of these follows the mean of the time between.",
  })
  waitedMs!: number;

  @Field(() => Float, {
    description: "Milliseconds of the batches that items were in, summed over the items.",
  })
  ranMs!: number;

  @Field(() => Float, { description: "Mean time an item waited, in milliseconds." })
  meanWaitMs!: number;

  @Field(() => Float, { description: "Mean duration of the batch that an item was in, in milliseconds." })
  meanRunMs!: number;

  @CountsFor(10)
  @Field(() => [BatchSizeCount], { description: "How large the batches were." })
  batchSizes!: BatchSizeCount[];

  @CountsFor(5)
  @Field(() => [LaunchReasonCount], { description: "What limited their size." })
  launchReasons!: LaunchReasonCount[];

  @CountsFor(24)
  @Field(() => [RecentBatch], { description: "The latest batches, up to 24, the newest first." })
  recentBatches!: RecentBatch[];
}
