import { Field, Float, Int, ObjectType } from "type-graphql";
import { CountsFor } from "../entries";
import { LoadedModelStatus } from "./loaded-model-status";
import { LaneState, LaunchReason, Provider, ProviderSetting, QueueName } from "./runtime-enums";

@ObjectType({ description: "Where models run." })
class ExecutionProvider {
  @Field(() => ProviderSetting, { description: "What the configuration asks for." })
  requested!: ProviderSetting;

  @Field(() => Provider, { description: "What models actually run on." })
  inUse!: Provider;

  @Field(() => String, { description: "Why that one was chosen." })
  reason!: string;
}

@ObjectType({ description: "A thread that does one kind of work." })
class LaneStatus {
  @Field(() => String, {
    description:
      "`pixels`, `encode` (`encode-2` and so on where there are several), `encode-memory`, `score` or `text`.",
  })
  name!: string;

  @Field(() => LaneState, { description: "What it is doing." })
  state!: LaneState;

  @Field(() => Int, { description: "How many tasks it was given." })
  calls!: number;

  @Field(() => Int, { description: "How often its thread ended and was replaced." })
  restarts!: number;
}

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

@ObjectType({ description: "A queue before a lane." })
class QueueStatus {
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
}

@ObjectType({ description: "What this process runs on, and what it has done since it started." })
export class Runtime {
  @Field(() => String, { description: "The version of Regionary." })
  version!: string;

  @Field(() => ExecutionProvider, { description: "Where models run." })
  executionProvider!: ExecutionProvider;

  @Field(() => Int, { description: "Images that went through a backbone." })
  imagesEncoded!: number;

  @Field(() => Int, { description: "Images that were scored against a vocabulary." })
  imagesScored!: number;

  @Field(() => Int, { description: "Calls of `classify` in progress whose image has to be encoded." })
  classificationsUnderWay!: number;

  @Field(() => Int, {
    description:
      "Calls of `classify` that were refused at once with OVERLOADED, because the result would have been too late or too many calls were in progress.",
  })
  classificationsRefused!: number;

  @Field(() => Int, { description: "Times an image's regions were found in the cache." })
  regionCacheHits!: number;

  @Field(() => Int, { description: "Times they were not found." })
  regionCacheMisses!: number;

  @Field(() => Int, { description: "Regions that were not cached because too many writes were in progress." })
  regionsUnwritten!: number;

  @CountsFor(3)
  @Field(() => [LoadedModelStatus], {
    description: "The models that are loaded: how they run, and what was measured of them.",
  })
  loadedModels!: LoadedModelStatus[];

  @CountsFor(8)
  @Field(() => [LaneStatus], { description: "The lanes." })
  lanes!: LaneStatus[];

  @CountsFor(5)
  @Field(() => [QueueStatus], { description: "The queues before them." })
  queues!: QueueStatus[];
}
