import { createUnionType, Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import type { LabelDifference, SectionComparison } from "../../evaluation/resampling/compare-runs";
import type { ComparisonRow } from "../../storage/evaluations/comparisons";
import { connectionType } from "../connection";
import { CountsFor } from "../entries";
import { ConflictError, InvalidInputError, NotFoundError } from "../graphql-errors";
import { Node } from "../node";
import { Work } from "../work/work";
import { acceptedType } from "../work/work-results";
import { EvaluationSection } from "./evaluation-protocol";
import type { ReportOwner } from "./report-owner";

@ObjectType({ description: "A figure of the second run less that of the first, over the same images." })
class EvaluationDifference {
  @Field(() => Float, { description: "Of the first run." })
  first!: number;

  @Field(() => Float, { description: "Of the second run." })
  second!: number;

  @Field(() => Float, { description: "Second less first." })
  difference!: number;

  @Field(() => Float, { description: "How much it varies between paired resamples of the images." })
  standardError!: number;

  @Field(() => Float, {
    description: "How probable a difference as large would be if the runs were alike (two-sided, normal).",
  })
  p!: number;
}

@ObjectType({ description: "Pooled F1 compared at one K." })
class ComparisonAtK {
  @Field(() => Int, { description: "How many labels of each image are predictions." })
  k!: number;

  @Field(() => EvaluationDifference, { nullable: true, description: "Of the pooled F1." })
  f1!: EvaluationDifference | null;
}

@ObjectType("LabelDifference", { description: "A label's average precision compared." })
export class LabelDifferenceObject extends EvaluationDifference {
  constructor(
    readonly owner: ReportOwner,
    readonly row: LabelDifference,
  ) {
    super();
    Object.assign(this, row);
  }

  @Field(() => Float, {
    description: "p adjusted for how many labels are compared (Benjamini and Hochberg).",
  })
  adjustedP!: number;
}

export const LabelDifferenceConnection = connectionType("LabelDifference", LabelDifferenceObject);

@ObjectType({ description: "Two runs compared in one section." })
export class EvaluationSectionComparison {
  constructor(
    readonly owner: ReportOwner,
    readonly row: SectionComparison,
  ) {}

  @Field(() => EvaluationSection, { description: "Which labels." })
  get section(): EvaluationSection {
    return EvaluationSection[this.row.section as keyof typeof EvaluationSection];
  }

  @Field(() => EvaluationDifference, { nullable: true, description: "Of the macro mean AP." })
  get macro(): EvaluationDifference | null {
    return this.row.macro;
  }

  @CountsFor(3)
  @Field(() => [ComparisonAtK], { description: "At each K that both runs have." })
  get atK(): ComparisonAtK[] {
    return [...this.row.atK];
  }
}

@ObjectType("EvaluationComparison", {
  implements: [Node, Work],
  description:
    "Two complete runs over the same set and protocol, compared on the same resamples of the set's images. Once complete it never changes; it is deleted with either run.",
})
export class EvaluationComparisonObject extends Work<ComparisonRow> {}

export const EvaluationComparisonConnection = connectionType(
  "EvaluationComparison",
  EvaluationComparisonObject,
);

@InputType({ description: "Two complete runs over the same set and protocol." })
export class CompareEvaluationRunsInput {
  @Field(() => ID, { description: "The run to compare with." })
  first!: string;

  @Field(() => ID, { description: "The run that is compared." })
  second!: string;
}

export const AcceptedEvaluationComparison = acceptedType("AcceptedEvaluationComparison", {
  ...{ field: "comparison", object: EvaluationComparisonObject },
});

export const CompareEvaluationRunsResult = createUnionType({
  name: "CompareEvaluationRunsResult",
  description: "The comparison, or why there is none.",
  types: () => [AcceptedEvaluationComparison, InvalidInputError, NotFoundError, ConflictError] as const,
});
