import { Field, Float, ID, Int, ObjectType } from "type-graphql";
import type { ModelStatus } from "../../inference/engine/engine-stats";
import { FEW_CLASSES, MANY_CLASSES } from "../../inference/timing/score-latencies";
import { toGlobalId } from "../../services/global-id";
import { CountsFor } from "../entries";
import { Precision, Provider, StageBound } from "./runtime-enums";

@ObjectType({ description: "How long a batch takes on each of the lanes at the same time." })
class EncodeLatency {
  @Field(() => Int, { description: "Images in the batch." })
  size!: number;

  @Field(() => Float, { description: "Milliseconds." })
  ms!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      "MiB of GPU memory in use afterward, by all programs; null on a CPU, or where it cannot be determined.",
  })
  memoryMiB?: number | null;
}

@ObjectType({
  description:
    "Encode stages that run one after another on one lane, in the same batches. Stages bound by memory have batches and a lane of their own where measurements showed that to be faster.",
})
class EncodeSegment {
  @Field(() => StageBound, { description: "What bounds its speed." })
  bound!: StageBound;

  @Field(() => Int, { description: "The most images in its batches." })
  cap!: number;

  @CountsFor(8)
  @Field(() => [EncodeLatency], { description: "The measurements that the cap comes from." })
  latencies!: EncodeLatency[];

  @Field(() => Float, {
    nullable: true,
    description:
      "Milliseconds for an image that is alone, with the threads of all lanes; null where that is not faster.",
  })
  wideMs!: number | null;
}

@ObjectType({ description: "How long scoring a batch of images takes." })
class ScoreLatency {
  @Field(() => Int, { description: "Labels in the vocabulary." })
  labels!: number;

  @Field(() => Int, { description: "Images in the batch." })
  size!: number;

  @Field(() => Float, { description: "Milliseconds." })
  ms!: number;
}

@ObjectType({
  description:
    "How a loaded model runs. Latencies are measured when it is first loaded on a machine; batch sizes and deadline checks are based on them.",
})
export class LoadedModelStatus {
  constructor(private readonly status: ModelStatus) {}

  @Field(() => ID, { description: "The model version." })
  get modelVersionId(): string {
    return toGlobalId("ModelVersion", this.status.model);
  }

  @Field(() => Provider, { description: "What its encode stages run on." })
  get provider(): Provider {
    return this.status.provider;
  }

  @Field(() => Precision, { description: "The number format that it is computed in." })
  get precision(): Precision {
    return this.status.layout.precision;
  }

  @Field(() => Int, {
    description:
      "Lanes that encode at the same time; more than one where measurements showed that to be faster.",
  })
  get encodeLanes(): number {
    return this.status.layout.lanes;
  }

  @Field(() => Int, { description: "CPU threads of each of them." })
  get threadsPerLane(): number {
    return this.status.layout.threads;
  }

  @Field(() => Int, {
    description:
      "The most pictures encoded together: the smallest size whose throughput is within 5% of the best; halved when a batch does not fit in memory. That of the first of `encodeSegments`.",
  })
  get encodeCap(): number {
    return this.status.segments[0]!.cap;
  }

  @CountsFor(8)
  @Field(() => [EncodeLatency], {
    description: "The measurements that the cap comes from, of the first of `encodeSegments`.",
  })
  get encodeLatencies(): EncodeLatency[] {
    return [...this.status.segments[0]!.points];
  }

  @CountsFor(2)
  @Field(() => [EncodeSegment], {
    description: "The encode stages in the parts that have batches of their own, one after another.",
  })
  get encodeSegments(): EncodeSegment[] {
    return this.status.segments.map(({ points, ...segment }) => ({ ...segment, latencies: [...points] }));
  }

  @Field(() => Int, { description: "The most images scored together." })
  get scoreCap(): number {
    return this.status.score.cap;
  }

  @CountsFor(16)
  @Field(() => [ScoreLatency], {
    description: "The measurements that this cap comes from, with few labels and with many.",
  })
  get scoreLatencies(): ScoreLatency[] {
    const { few, many } = this.status.score;
    return [
      ...few.map(({ size, ms }) => ({ labels: FEW_CLASSES, size, ms })),
      ...many.map(({ size, ms }) => ({ labels: MANY_CLASSES, size, ms })),
    ];
  }
}
