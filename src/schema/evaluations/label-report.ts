import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Confusion } from "../../evaluation/metrics/confusions";
import type { ClassReport } from "../../evaluation/report/report";
import type { SectionName } from "../../evaluation/scores/protocols";
import { toGlobalId } from "../../services/global-id";
import { connectionType } from "../connection";
import { CountsFor } from "../entries";
import { Node } from "../node";
import { labelReportKey } from "../node-keys";
import { IntervalObject, RetrievalObject } from "./evaluation-figures";
import type { ReportOwner } from "./report-owner";

@ObjectType({ description: "A label's figures at one K." })
class LabelAtK extends RetrievalObject {
  @Field(() => Int, { description: "How many labels of each image are predictions." })
  k!: number;

  @Field(() => Int, { description: "How many images have it among their K best." })
  predicted!: number;

  @Field(() => Int, { description: "How many of those have it as a true label." })
  hits!: number;
}

@ObjectType("LabelReport", { implements: Node, description: "One label's own figures in a section." })
export class LabelReportObject implements Node {
  constructor(
    readonly owner: ReportOwner,
    /** The section that the figures are in. */
    readonly section: SectionName,
    readonly row: ClassReport,
    interval: IntervalObject | null,
  ) {
    this.interval = interval;
  }

  get id(): string {
    return toGlobalId("LabelReport", labelReportKey(this.owner.runId, this.section, this.row.class));
  }

  @Field(() => Int, { description: "Its position in the vocabulary." })
  get position(): number {
    return this.row.class;
  }

  @Field(() => Boolean, { description: "Whether the model was trained on it." })
  get seen(): boolean {
    return this.row.seen;
  }

  @Field(() => Int, { description: "Its support: the images that count and have it." })
  get support(): number {
    return this.row.support;
  }

  @Field(() => Int, { description: "The images that count where it is known whether the label is present." })
  get annotated(): number {
    return this.row.annotated;
  }

  @Field(() => Float, { nullable: true, description: "Its average precision; null without a positive." })
  get averagePrecision(): number | null {
    return this.row.averagePrecision;
  }

  @Field(() => IntervalObject, { nullable: true, description: "Of its average precision." })
  interval: IntervalObject | null;

  @CountsFor(3)
  @Field(() => [LabelAtK], { nullable: true, description: "By K; null where it is not ranked." })
  get atK(): LabelAtK[] | null {
    return this.row.atK && [...this.row.atK];
  }
}

export const LabelReportConnection = connectionType("LabelReport", LabelReportObject);

@ObjectType("LabelConfusion", {
  description: "How often one label was predicted wrongly where another was missed.",
})
export class ConfusionObject {
  constructor(
    readonly owner: ReportOwner,
    readonly row: Confusion,
  ) {}

  @Field(() => Int, { description: "In how many images." })
  get images(): number {
    return this.row.images;
  }
}
