import { Field, Float, Int, ObjectType } from "type-graphql";
import { CountsFor } from "../entries";
import { LaneStatus } from "./lane-status";
import { LoadedModelStatus } from "./loaded-model-status";
import { MemoryStatus } from "./process-status";
import { QueueStatus } from "./queue-status";
import { Provider, ProviderSetting } from "./runtime-enums";

@ObjectType({ description: "Where models run." })
class ExecutionProvider {
  @Field(() => ProviderSetting, { description: "What the configuration asks for." })
  requested!: ProviderSetting;

  @Field(() => Provider, { description: "What models actually run on." })
  inUse!: Provider;

  @Field(() => String, { description: "Why that one was chosen." })
  reason!: string;
}

@ObjectType({ description: "What this process runs on, and what it has done since it started." })
export class Runtime {
  @Field(() => String, { description: "The version of Regionary." })
  version!: string;

  @Field(() => String, { description: "The name of the machine, which `Work.host` has too." })
  hostName!: string;

  @Field(() => Date, { description: "When this process started." })
  startedAt!: Date;

  @Field(() => Date, { description: "When all this was read." })
  observedAt!: Date;

  @Field(() => Int, { description: "Cores of the machine." })
  cores!: number;

  @Field(() => Int, { description: "Threads that models may use." })
  threads!: number;

  @Field(() => Float, {
    description:
      "Milliseconds that this process has had a core, summed over cores: from two of these and the time between follows how busy it was.",
  })
  cpuMs!: number;

  @Field(() => MemoryStatus, { description: "The memory of this process and of its machine." })
  memory!: MemoryStatus;

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
