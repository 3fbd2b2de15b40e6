import { Field, Float, Int, ObjectType } from "type-graphql";
import type { PrecisionRecallCurve } from "../../evaluation/metrics/precision-recall-curve";
import type { ScoreHistogram } from "../../evaluation/metrics/score-histogram";
import { CountsFor } from "../entries";

/** The first plot of a label reads the scores of the whole run, as much work as reading this many entries. */
export const COST_OF_PLOT = 200;

@ObjectType("PrecisionRecallCurve", {
  description:
    "One ranking of pairs of an image and a label whose label is known, read at each score that a present one has, the highest first. Equal scores are one point; of a curve of many points each 300th of the recall keeps the first, the last, the lowest and the highest.",
})
export class PrecisionRecallCurveObject {
  constructor(private readonly row: PrecisionRecallCurve) {}

  @CountsFor(20)
  @Field(() => [Float], { description: "The share of the present ones that is found, rising." })
  get recall(): number[] {
    return [...this.row.recall];
  }

  @CountsFor(20)
  @Field(() => [Float], {
    description: "At each recall, the share of what is ranked so high that is present.",
  })
  get precision(): number[] {
    return [...this.row.precision];
  }

  @Field(() => Float, {
    nullable: true,
    description: "The area under the whole curve; null without a present one.",
  })
  get averagePrecision(): number | null {
    return this.row.averagePrecision;
  }

  @Field(() => Int, { description: "How many of the pairs have the label." })
  get positives(): number {
    return this.row.positives;
  }

  @Field(() => Int, { description: "How many pairs are ranked." })
  get known(): number {
    return this.row.known;
  }
}

@ObjectType("ScoreHistogram", {
  description: "How the scores of known labels are distributed, in bins of the same width.",
})
export class ScoreHistogramObject {
  constructor(private readonly row: ScoreHistogram) {}

  @Field(() => Float, { description: "Where the first bin begins: the lowest score." })
  get from(): number {
    return this.row.from;
  }

  @Field(() => Float, { description: "Where the last bin ends: the highest score." })
  get to(): number {
    return this.row.to;
  }

  @CountsFor(5)
  @Field(() => [Int], { description: "By bin, in how many images the label is present." })
  get present(): number[] {
    return [...this.row.positives];
  }

  @CountsFor(5)
  @Field(() => [Int], { description: "By bin, in how many images the label is absent." })
  get absent(): number[] {
    return [...this.row.negatives];
  }
}
