import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { PageArgs, pageRequest } from "../../schema/connection";
import { CountsFor } from "../../schema/entries";
import {
  EvaluationSectionComparison,
  LabelDifferenceConnection,
  LabelDifferenceObject,
} from "../../schema/evaluations/evaluation-comparison";
import { fromGlobalId } from "../../schema/global-id";
import { LabelObject } from "../../schema/vocabularies/vocabulary";
import { compareEvaluations } from "../../services/evaluations/reports/compare-evaluations";
import { findOne } from "../../services/work/find-one";
import { evaluationRuns } from "../../storage/evaluations/evaluation-runs";
import { objectOf } from "../object-of";
import { pageOfPlaces } from "../page-of-places";
import type { RequestContext } from "../request-context";
import { reportOwner } from "./owner-of-report";

const MOST_LABELS = 1_000;

@Resolver(() => EvaluationSectionComparison)
export class EvaluationComparisonResolver {
  @CountsFor(3)
  @Query(() => [EvaluationSectionComparison], {
    description:
      "Two complete runs over the same set and protocol, compared on the same resamples of its images. With many images and labels the first query takes minutes; those for further pages of labels are answered at once.",
  })
  async compareEvaluationRuns(
    @Arg("first", () => ID, { description: "The run to compare with." }) first: string,
    @Arg("second", () => ID, { description: "The run that is compared." }) second: string,
    @Ctx() context: RequestContext,
  ): Promise<EvaluationSectionComparison[]> {
    const { services } = context;
    const [firstId, secondId] = [first, second].map((id) => fromGlobalId("EvaluationRun", id));
    const compared = await compareEvaluations(services, firstId as string, secondId as string);
    const owner = await reportOwner(context, await findOne(services.db, evaluationRuns, firstId as string));
    return compared.map((section) => new EvaluationSectionComparison(owner, section));
  }

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
