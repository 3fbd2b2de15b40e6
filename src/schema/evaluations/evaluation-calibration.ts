import { Field, Float, Int, ObjectType } from "type-graphql";
import type { ValidatedCalibration } from "../../evaluation/probability/validated-calibration";
import { connectionType } from "../connection";
import { ReliabilityReport } from "./evaluation-figures";
import type { ReportOwner } from "./report-owner";

@ObjectType({ description: "The lowest score at which a label is present with a given probability." })
export class LabelCutOff {
  constructor(
    readonly owner: ReportOwner,
    readonly position: number,
    score: number | null,
    isOwn: boolean,
  ) {
    this.score = score;
    this.isOwn = isOwn;
  }

  @Field(() => Float, {
    nullable: true,
    description: "The logit; null where no score reaches that probability.",
  })
  score: number | null;

  @Field(() => Boolean, {
    description:
      "Whether the validation part had examples of the label; otherwise the common offset gave it.",
  })
  isOwn: boolean;
}

export const LabelCutOffConnection = connectionType("LabelCutOff", LabelCutOff);

@ObjectType("Calibration", {
  description:
    "A map from a logit to the probability that the label is there, 1 / (1 + exp(-(slope · score + offset))), fitted on every fifth image: one slope for all, an offset for each label that has examples.",
})
export class CalibrationObject {
  constructor(
    readonly owner: ReportOwner,
    readonly row: ValidatedCalibration,
  ) {}

  @Field(() => Float, { description: "The slope, for all labels." })
  get slope(): number {
    return this.row.calibration.slope;
  }

  @Field(() => Float, { description: "The offset of a label without examples, of any vocabulary." })
  get offset(): number {
    return this.row.calibration.offset;
  }

  @Field(() => Int, { description: "Pairs of an image and a known label that it was fitted on." })
  get pairs(): number {
    return this.row.calibration.pairs;
  }

  @Field(() => Int, { description: "How many of those have the label." })
  get positives(): number {
    return this.row.calibration.positives;
  }

  @Field(() => ReliabilityReport, { description: "How far it can be relied on, over the other images." })
  get reliability(): ReliabilityReport {
    return this.row.reliability as ReliabilityReport;
  }
}
