import { Field, Float, Int, ObjectType } from "type-graphql";
import { CountsFor } from "../entries";
import { AveragePrecisionWeighting, EmptyClass } from "./figure-enums";

@ObjectType("MeanAveragePrecision", {
  description: "Means of the labels' average precisions, each named for how it weights them.",
})
export class MeanAveragePrecisionObject {
  @Field(() => Float, {
    nullable: true,
    description: "Macro: every label weighted equally; one without a positive counts as `emptyClass` says.",
  })
  macro!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "Macro over only the labels with a positive, whatever the protocol.",
  })
  macroOfNonEmpty!: number | null;

  @Field(() => Float, { nullable: true, description: "Each label weighted by its number of positives." })
  supportWeighted!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "Micro: not a mean over labels, but the AP of one ranking of all pairs of an image and a label.",
  })
  micro!: number | null;

  @Field(() => AveragePrecisionWeighting, { description: "What the average precision of a label is over." })
  weighting!: AveragePrecisionWeighting;

  @Field(() => EmptyClass, { description: "How a label without a positive counts in `macro`." })
  emptyClass!: EmptyClass;

  @Field(() => Int, { description: "The labels averaged." })
  classes!: number;

  @Field(() => Int, { description: "How many of those have no positive." })
  emptyClasses!: number;
}

@ObjectType("Retrieval", { description: "Precision, recall and F1 of the K best labels of each image." })
export class RetrievalObject {
  @Field(() => Float, { nullable: true, description: "The share of predictions that are right." })
  precision!: number | null;

  @Field(() => Float, { nullable: true, description: "The share of the labels present that are predicted." })
  recall!: number | null;

  @Field(() => Float, { nullable: true, description: "The harmonic mean of precision and recall." })
  f1!: number | null;
}

@ObjectType({ description: "Figures of a group of labels at one K." })
class GroupAtK {
  @Field(() => Int, { description: "How many labels of each image are predictions." })
  k!: number;

  @Field(() => RetrievalObject, {
    description: "Micro: counts pooled over all images and the group's labels.",
  })
  pooled!: RetrievalObject;
}

@ObjectType({ description: "Only the seen or only the unseen labels, within the ranking of all." })
class LabelGroupReport {
  @Field(() => Float, { nullable: true, description: "Macro: the mean AP of the group's labels." })
  macro!: number | null;

  @CountsFor(3)
  @Field(() => [GroupAtK], { description: "By K." })
  atK!: GroupAtK[];
}

@ObjectType({ description: "A figure at one K." })
class FigureAtK {
  @Field(() => Int, { description: "How many labels of each image are predictions." })
  k!: number;

  @Field(() => Float, { nullable: true, description: "Harmonic mean of the two groups' pooled F1." })
  f1!: number | null;
}

@ObjectType({ description: "Harmonic means of seen and unseen labels' figures." })
class HarmonicMeanReport {
  @Field(() => Float, { nullable: true, description: "Of the two groups' macro mean APs." })
  macro!: number | null;

  @CountsFor(2)
  @Field(() => [FigureAtK], { description: "Of the two groups' pooled F1, by K." })
  f1!: FigureAtK[];
}

@ObjectType({ description: "Seen and unseen labels separately, within the same ranking." })
export class SeenAndUnseenReport {
  @Field(() => LabelGroupReport, { description: "The seen labels." })
  seen!: LabelGroupReport;

  @Field(() => LabelGroupReport, { description: "The unseen labels." })
  unseen!: LabelGroupReport;

  @Field(() => HarmonicMeanReport, { description: "Their harmonic means." })
  harmonicMean!: HarmonicMeanReport;
}

@ObjectType("ConfidenceInterval", { description: "95% bootstrap interval over the images." })
export class IntervalObject {
  @Field(() => Float, { description: "Its lower end." })
  low!: number;

  @Field(() => Float, { description: "Its upper end." })
  high!: number;
}

@ObjectType({ description: "Intervals of the figures at one K, pooled over images and labels." })
class IntervalsAtK {
  @Field(() => Int, { description: "How many labels of each image are predictions." })
  k!: number;

  @Field(() => IntervalObject, { nullable: true, description: "Of the pooled precision." })
  precision!: IntervalObject | null;

  @Field(() => IntervalObject, { nullable: true, description: "Of the pooled recall." })
  recall!: IntervalObject | null;

  @Field(() => IntervalObject, { nullable: true, description: "Of the pooled F1." })
  f1!: IntervalObject | null;
}

@ObjectType({
  description: "95% bootstrap intervals over the images; null where too few resamples have a value.",
})
export class SectionIntervalsReport {
  @Field(() => Int, { description: "How many resamples gave them." })
  resamples!: number;

  @Field(() => IntervalObject, { nullable: true, description: "Of the macro mean AP." })
  macro!: IntervalObject | null;

  @Field(() => IntervalObject, { nullable: true, description: "Of the support-weighted mean AP." })
  supportWeighted!: IntervalObject | null;

  @CountsFor(3)
  @Field(() => [IntervalsAtK], { description: "Of the pooled figures, by K." })
  atK!: IntervalsAtK[];
}

@ObjectType({ description: "The pairs of an image and a label whose probability is in a range." })
class ReliabilityBinReport {
  @Field(() => Float, { description: "The lower bound of the range." })
  from!: number;

  @Field(() => Float, { description: "The upper bound, which is not in the range." })
  to!: number;

  @Field(() => Int, { description: "How many pairs there are." })
  pairs!: number;

  @Field(() => Float, { nullable: true, description: "Their mean probability." })
  predicted!: number | null;

  @Field(() => Float, { nullable: true, description: "The share of them where the label is present." })
  observed!: number | null;
}

@ObjectType({
  description: "How far probabilities can be relied on, over images that they were not fitted on.",
})
export class ReliabilityReport {
  @CountsFor(10)
  @Field(() => [ReliabilityBinReport], { description: "By probability." })
  bins!: ReliabilityBinReport[];

  @Field(() => Float, {
    nullable: true,
    description: "|predicted - observed|, averaged over the bins weighted by their pairs.",
  })
  expectedError!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "Brier score: (probability - label of 0 or 1)², averaged over all pairs.",
  })
  brierScore!: number | null;
}
