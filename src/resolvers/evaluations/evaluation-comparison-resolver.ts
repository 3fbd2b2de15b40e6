import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { PageArgs, pageRequest } from "../../schema/connection";
import { CountsFor } from "../../schema/entries";
import {
  AcceptedEvaluationComparison,
  CompareEvaluationRunsInput,
  CompareEvaluationRunsResult,
  EvaluationComparisonConnection,
  EvaluationComparisonObject,
  EvaluationSectionComparison,
  LabelDifferenceConnection,
  LabelDifferenceObject,
} from "../../schema/evaluations/evaluation-comparison";
import { comparisonFilterOf, EvaluationComparisonsArgs } from "../../schema/evaluations/evaluation-lists";
import { EvaluationRunObject } from "../../schema/evaluations/evaluation-run";
import { ConflictError, InvalidInputError, NotFoundError } from "../../schema/graphql-errors";
import { LabelObject } from "../../schema/vocabularies/vocabulary";
import { acceptComparison } from "../../services/evaluations/comparisons/accept-comparison";
import { fromGlobalId } from "../../services/global-id";
import { evaluationRuns } from "../../storage/evaluations/evaluation-runs";
import { listComparisons } from "../../storage/evaluations/list-evaluations";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import { pageOfPlaces } from "../page-of-places";
import type { RequestContext } from "../request-context";
import { reportOwner } from "./owner-of-report";

const MOST_LABELS = 1_000;

@Resolver(() => EvaluationComparisonObject)
export class EvaluationComparisonResolver {
  @Query(() => EvaluationComparisonConnection, {
    description: "The comparisons of evaluation runs, newest first, up to 100 at a time.",
  })
  async evaluationComparisons(
    @Args(() => EvaluationComparisonsArgs) args: EvaluationComparisonsArgs,
    @Ctx() { services }: RequestContext,
  ) {
    const rows = await listComparisons(services.db, pageRequest(args), comparisonFilterOf(args.filter));
    return EvaluationComparisonConnection.of(rows, (row) => new EvaluationComparisonObject(row));
  }

  @Mutation(() => CompareEvaluationRunsResult, {
    description:
      "Accepts the comparison of two complete runs, and answers at once. The same two give the existing comparison.",
  })
  compareEvaluationRuns(
    @Arg("input", () => CompareEvaluationRunsInput, { description: "The runs." })
    { first, second }: CompareEvaluationRunsInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof CompareEvaluationRunsResult> {
    return resultOf(async () => {
      const runIdOf = (id: string) => fromGlobalId("EvaluationRun", id);
      const row = await acceptComparison(services.db, runIdOf(first), runIdOf(second));
      return new AcceptedEvaluationComparison(new EvaluationComparisonObject(row));
    }, [InvalidInputError, NotFoundError, ConflictError]);
  }

  @FieldResolver(() => EvaluationRunObject, { nullable: true, description: "The run to compare with." })
  first(@Root() { row }: EvaluationComparisonObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.work(evaluationRuns).load(row.firstRunId), EvaluationRunObject);
  }

  @FieldResolver(() => EvaluationRunObject, { nullable: true, description: "The run that is compared." })
  second(@Root() { row }: EvaluationComparisonObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.work(evaluationRuns).load(row.secondRunId), EvaluationRunObject);
  }

  @CountsFor(3)
  @FieldResolver(() => [EvaluationSectionComparison], {
    nullable: true,
    description: "What it found in each section; null until it is complete.",
  })
  async sections(@Root() { row }: EvaluationComparisonObject, @Ctx() context: RequestContext) {
    const { services, loaders } = context;
    if (row.state !== "COMPLETED") return null;
    const found = await services.evaluations.comparisonOf(row.id);
    const first = found && (await loaders.work(evaluationRuns).load(row.firstRunId));
    if (!first) return null;
    const owner = await reportOwner(context, first);
    return found.map((section) => new EvaluationSectionComparison(owner, section));
  }
}

@Resolver(() => EvaluationSectionComparison)
export class EvaluationSectionComparisonResolver {
  @FieldResolver(() => LabelDifferenceConnection, {
    description:
      "Each label that has an average precision in both, in the order of the vocabulary, up to 1,000 at a time.",
  })
  async labels(@Root() { owner, row }: EvaluationSectionComparison, @Args(() => PageArgs) page: PageArgs) {
    const request = pageRequest(page, MOST_LABELS);
    const labels = await pageOfPlaces("compared labels", row.perClass.length, request, ({ start, end }) =>
      row.perClass.slice(start, end),
    );
    return LabelDifferenceConnection.of(labels, (label) => new LabelDifferenceObject(owner, label));
  }
}

@Resolver(() => LabelDifferenceObject)
export class LabelDifferenceResolver {
  @FieldResolver(() => LabelObject, {
    nullable: true,
    description: "The label; null if its set was just deleted.",
  })
  label(@Root() { owner, row }: LabelDifferenceObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(
      loaders.labels.load({ vocabularyId: owner.vocabularyId, position: row.class }),
      LabelObject,
    );
  }
}
