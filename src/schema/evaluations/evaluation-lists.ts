import { ArgsType, Field, ID, InputType } from "type-graphql";
import { fromGlobalId } from "../../services/global-id";
import type { ComparisonFilter, EvaluationRunFilter } from "../../storage/evaluations/list-evaluations";
import { PageArgs } from "../connection";
import { conditionsOf } from "../named-list";
import { WorkState } from "../work/work-enums";

@InputType("EvaluationRunFilter", {
  description: "Which evaluation runs to list: those that meet every condition given.",
})
class EvaluationRunFilterInput {
  @Field(() => ID, { nullable: true, description: "The benchmark set that they are measured on." })
  benchmarkSetId?: string | null;

  @Field(() => ID, { nullable: true, description: "The model version that they measure." })
  modelVersionId?: string | null;

  @Field(() => [WorkState], { nullable: true, description: "Where they stand: in one of these states." })
  state?: WorkState[] | null;
}

@ArgsType()
export class EvaluationRunsArgs extends PageArgs {
  @Field(() => EvaluationRunFilterInput, { nullable: true, description: "Which; all if left out." })
  filter?: EvaluationRunFilterInput | null;
}

export function evaluationRunFilterOf(
  filter: EvaluationRunFilterInput | null | undefined,
): EvaluationRunFilter {
  const { benchmarkSetId, modelVersionId, state } = conditionsOf(filter);
  return {
    ...(benchmarkSetId !== undefined && { benchmarkSetId: fromGlobalId("BenchmarkSet", benchmarkSetId) }),
    ...(modelVersionId !== undefined && { modelVersionId: fromGlobalId("ModelVersion", modelVersionId) }),
    ...(state && { states: state }),
  };
}

@InputType("EvaluationComparisonFilter", {
  description: "Which comparisons to list: those that meet every condition given.",
})
class EvaluationComparisonFilterInput {
  @Field(() => ID, { nullable: true, description: "A run that is one of the two." })
  runId?: string | null;

  @Field(() => ID, { nullable: true, description: "The benchmark set of both runs." })
  benchmarkSetId?: string | null;

  @Field(() => [WorkState], { nullable: true, description: "Where they stand: in one of these states." })
  state?: WorkState[] | null;
}

@ArgsType()
export class EvaluationComparisonsArgs extends PageArgs {
  @Field(() => EvaluationComparisonFilterInput, { nullable: true, description: "Which; all if left out." })
  filter?: EvaluationComparisonFilterInput | null;
}

export function comparisonFilterOf(
  filter: EvaluationComparisonFilterInput | null | undefined,
): ComparisonFilter {
  const { runId, benchmarkSetId, state } = conditionsOf(filter);
  return {
    ...(runId !== undefined && { runId: fromGlobalId("EvaluationRun", runId) }),
    ...(benchmarkSetId !== undefined && { benchmarkSetId: fromGlobalId("BenchmarkSet", benchmarkSetId) }),
    ...(state && { states: state }),
  };
}
