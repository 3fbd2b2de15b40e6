import { Field, Float, Int, ObjectType } from "type-graphql";
import { passesThreshold } from "../../services/models/quantizations/quantization-report";
import type { QuantizationReport } from "../../storage/models/stored-quantization";

@ObjectType({
  description: "Cosines between what the 8-bit and the float32 model compute; 1 means no difference.",
})
class CosineSummary {
  @Field(() => Float, { description: "The median: half of the pictures have at least this." })
  median!: number;

  @Field(() => Float, { description: "Of the worst picture." })
  lowest!: number;
}

@ObjectType({ description: "How well the 8-bit model keeps the float32 model's best labels." })
class TopLabelsKept {
  @Field(() => String, { description: "The vocabulary that they come from, as NAME@VERSION." })
  vocabulary!: string;

  @Field(() => Float, {
    description: "The share of each picture's 5 best labels that are still among its 5 best.",
  })
  kept!: number;

  @Field(() => Float, { description: "The share of pictures whose best label is the same." })
  firstKept!: number;
}

@ObjectType({ description: "Speed of the backbone up to its features, one picture at a time." })
class QuantizationSpeed {
  @Field(() => Float, { description: "Images per second in float32." })
  float32!: number;

  @Field(() => Float, { description: "Images per second in 8 bits, measured in the same run." })
  int8!: number;

  @Field(() => Int, { description: "The number of threads." })
  threads!: number;
}

@ObjectType({
  description:
    "How far an 8-bit model version is from the float32 one, and how fast, on the machine that made it: measured on pictures that its ranges were not taken from.",
})
export class Quantization {
  constructor(private readonly report: QuantizationReport) {}

  @Field(() => String, { description: "The float32 model version it was made from, as NAME@VERSION." })
  get source(): string {
    return this.report.source;
  }

  @Field(() => Int, { description: "How many pictures its ranges were taken from." })
  get rangeImages(): number {
    return this.report.rangeImages.length;
  }

  @Field(() => Int, { description: "How many other pictures all of this was measured on." })
  get measuredImages(): number {
    return this.report.measuredImages.length;
  }

  @Field(() => CosineSummary, { description: "Of the backbone's feature maps." })
  get features(): CosineSummary {
    return this.report.features;
  }

  @Field(() => CosineSummary, { description: "Of the enriched regions, from which labels are scored." })
  get regions(): CosineSummary {
    return this.report.regions;
  }

  @Field(() => TopLabelsKept, {
    nullable: true,
    description: "How the best labels changed; null where no vocabulary was given to compare with.",
  })
  get topLabels(): TopLabelsKept | null {
    return this.report.topLabels;
  }

  @Field(() => QuantizationSpeed, { description: "How fast each of them is." })
  get imagesPerSecond(): QuantizationSpeed {
    return this.report.imagesPerSecond;
  }

  @Field(() => String, {
    nullable: true,
    description: "The processor that measured it; null if not recorded.",
  })
  get processor(): string | null {
    return this.report.processor ?? null;
  }

  @Field(() => Boolean, {
    description:
      "Whether it is close enough to stand in for the float32 model: cosines of features with a median of at least 0.998 and none below 0.99, and of regions none below 0.99.",
  })
  get passes(): boolean {
    return passesThreshold(this.report);
  }
}
