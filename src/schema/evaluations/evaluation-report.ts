import { Field, Float, Int, ObjectType } from "type-graphql";
import type { SectionAtK, SectionReport } from "../../evaluation/report/report";
import type { RunReport } from "../../evaluation/report/run-report";
import { CountsFor } from "../entries";
import { CalibrationObject } from "./evaluation-calibration";
import {
  MeanAveragePrecisionObject,
  RetrievalObject,
  SectionIntervalsReport,
  SeenAndUnseenReport,
} from "./evaluation-figures";
import { EvaluationSection } from "./evaluation-protocol";
import { ConfusionObject } from "./label-report";
import type { ReportOwner } from "./report-owner";

/** A report is read and parsed whole, as much work as reading this many entries. */
export const COST_OF_REPORT = 200;

@ObjectType({ description: "The K best labels of each image taken as predictions." })
class SectionAtKReport {
  constructor(
    readonly owner: ReportOwner,
    readonly row: SectionAtK,
  ) {}

  @Field(() => Int, { description: "How many labels of each image are predictions." })
  get k(): number {
    return this.row.k;
  }

  @Field(() => RetrievalObject, { description: "Micro: counts pooled over all images and labels." })
  get pooled(): RetrievalObject {
    return this.row.pooled;
  }

  @Field(() => Float, {
    nullable: true,
    description: "Macro: the F1 of each label with a positive, averaged, every label weighted equally.",
  })
  get macroF1(): number | null {
    return this.row.macroF1;
  }

  @Field(() => Int, {
    description: "Images where the K-th and the next score are equal, so that the order of labels decided.",
  })
  get tiedImages(): number {
    return this.row.tiedImages;
  }

  @CountsFor(20)
  @Field(() => [ConfusionObject], { description: "The most frequent confusions, up to 20." })
  get confusions(): ConfusionObject[] {
    return this.row.confusions.map((confusion) => new ConfusionObject(this.owner, confusion));
  }
}

@ObjectType({ description: "The figures of a group of labels, ranked against each other." })
export class EvaluationSectionReport {
  constructor(
    readonly owner: ReportOwner,
    readonly row: SectionReport,
  ) {}

  @Field(() => EvaluationSection, { description: "Which labels." })
  get section(): EvaluationSection {
    return EvaluationSection[this.row.section];
  }

  @Field(() => Int, { description: "The images that count." })
  get images(): number {
    return this.row.images;
  }

  @Field(() => Int, { description: "The labels that compete for the K best." })
  get rankedLabels(): number {
    return this.row.rankedClasses;
  }

  @Field(() => MeanAveragePrecisionObject, { description: "mAP, by averaging." })
  get meanAveragePrecision(): MeanAveragePrecisionObject {
    const { averagePrecision: weighting, ...figures } = this.row.meanAveragePrecision;
    return { ...figures, weighting };
  }

  @CountsFor(3)
  @Field(() => [SectionAtKReport], { description: "Precision, recall and F1, by K." })
  get atK(): SectionAtKReport[] {
    return this.row.atK.map((atK) => new SectionAtKReport(this.owner, atK));
  }

  @Field(() => SeenAndUnseenReport, {
    nullable: true,
    description: "Seen and unseen labels separately, where the section has both.",
  })
  get groups(): SeenAndUnseenReport | null {
    return this.row.groups as SeenAndUnseenReport | null;
  }

  @Field(() => SectionIntervalsReport, { nullable: true, description: "Null without resamples." })
  get intervals(): SectionIntervalsReport | null {
    return this.row.intervals as SectionIntervalsReport | null;
  }
}

@ObjectType("EvaluationReport", { description: "All figures of a run, or by URL in full." })
export class EvaluationReportObject {
  constructor(
    readonly owner: ReportOwner,
    readonly row: RunReport,
  ) {}

  @Field(() => Int, { description: "The images measured." })
  get images(): number {
    return this.row.images;
  }

  @Field(() => Int, { description: "The labels that the model was trained on." })
  get seenLabels(): number {
    return this.row.seenClasses;
  }

  @Field(() => Int, { description: "The others." })
  get unseenLabels(): number {
    return this.row.unseenClasses;
  }

  @CountsFor(3)
  @Field(() => [EvaluationSectionReport], { description: "By the labels that are ranked." })
  get sections(): EvaluationSectionReport[] {
    return this.row.sections.map((section) => new EvaluationSectionReport(this.owner, section));
  }

  @Field(() => CalibrationObject, {
    nullable: true,
    description: "From scores to probabilities; null where the validation part has no example of each kind.",
  })
  get calibration(): CalibrationObject | null {
    return this.row.calibration && new CalibrationObject(this.owner, this.row.calibration);
  }

  @CountsFor(2)
  @Field(() => [String], { description: "What makes the figures doubtful." })
  get warnings(): string[] {
    return [...this.row.warnings];
  }
}
