import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { BenchmarkSetObject } from "../../schema/benchmarks/benchmark-set";
import { pageRequest } from "../../schema/connection";
import { CountsFor } from "../../schema/entries";
import { EvaluationRunsArgs, evaluationRunFilterOf } from "../../schema/evaluations/evaluation-lists";
import { COST_OF_REPORT, EvaluationReportObject } from "../../schema/evaluations/evaluation-report";
import {
  AcceptedEvaluationRun,
  cancelledRun,
  RunEvaluationResult,
  resumedRun,
} from "../../schema/evaluations/evaluation-results";
import {
  EvaluationEventObject,
  EvaluationRunConnection,
  EvaluationRunInput,
  EvaluationRunObject,
  RunEvaluationInput,
} from "../../schema/evaluations/evaluation-run";
import {
  ConflictError,
  InvalidInputError,
  InvalidVocabularyError,
  NotFoundError,
  VectorSpaceMismatchError,
} from "../../schema/graphql-errors";
import { ModelVersionObject } from "../../schema/models/model-version";
import { runEvaluation } from "../../services/evaluations/runs/run-evaluation";
import { fromGlobalId, fromGlobalIdIfGiven, toGlobalId } from "../../services/global-id";
import { resumeWork } from "../../services/work/resume-work";
import { evaluationEventOf, evaluationRuns } from "../../storage/evaluations/evaluation-runs";
import { listEvaluationRuns } from "../../storage/evaluations/list-evaluations";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";
import { workResolverOf } from "../work/work-resolver-of";
import { reportOwner } from "./owner-of-report";

const WorkResolver = workResolverOf({
  ...{ table: evaluationRuns, object: EvaluationRunObject, connection: EvaluationRunConnection },
  ...{ nouns: ["an evaluation run", "evaluation runs"], one: "evaluationRun", many: "evaluationRuns" },
  cancel: {
    ...{ name: "cancelEvaluation", input: EvaluationRunInput, result: cancelledRun },
    description: "Cancels a run, keeping what was measured: it can be resumed.",
  },
  remove: {
    ...{ name: "deleteEvaluation", input: EvaluationRunInput },
    description: "Deletes a run with everything that it measured.",
  },
  events: {
    ...{ name: "evaluationEvents", of: "runId", object: EvaluationEventObject },
    objectOf: (event) => new EvaluationEventObject(evaluationEventOf(event)),
  },
});

@Resolver(() => EvaluationRunObject)
export class EvaluationRunResolver extends WorkResolver {
  @Query(() => EvaluationRunConnection, {
    name: "evaluationRuns",
    description: "The evaluation runs, newest first, up to 100 at a time.",
  })
  override async many(
    @Args(() => EvaluationRunsArgs) args: EvaluationRunsArgs,
    @Ctx() { services }: RequestContext,
  ) {
    const filter = evaluationRunFilterOf(args.filter);
    const rows = await listEvaluationRuns(services.db, pageRequest(args), filter);
    return EvaluationRunConnection.of(rows, (row) => new EvaluationRunObject(row));
  }

  @FieldResolver(() => BenchmarkSetObject, {
    nullable: true,
    description: "The benchmark set that it is measured on.",
  })
  benchmarkSet(@Root() { row }: EvaluationRunObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.benchmarkSets.load(row.benchmarkSetId), BenchmarkSetObject);
  }

  @FieldResolver(() => ModelVersionObject, {
    nullable: true,
    description: "The model version that is measured.",
  })
  modelVersion(@Root() { row }: EvaluationRunObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.modelVersions.load(row.modelVersionId), ModelVersionObject);
  }

  @CountsFor(COST_OF_REPORT)
  @FieldResolver(() => EvaluationReportObject, {
    nullable: true,
    description: "Its figures; null until it is complete.",
  })
  async report(@Root() { row }: EvaluationRunObject, @Ctx() context: RequestContext) {
    const report = await context.services.evaluations.reportOf(row.id);
    return report && new EvaluationReportObject(await reportOwner(context, row), report);
  }

  @FieldResolver(() => String, {
    description:
      "Where the whole report can be downloaded as JSON once the run is complete: its figures, byte for byte as they were written, after `about`, which names model, set, labels, pictures and times.",
  })
  reportUrl(@Root() { row }: EvaluationRunObject, @Ctx() { linkTo }: RequestContext): string {
    return linkTo(`/evaluations/${toGlobalId("EvaluationRun", row.id)}/report.json`);
  }

  @FieldResolver(() => String, {
    description:
      "The run as a page for people, once it is complete: figures, plots, the worst labels and the most wrong pictures. It is one HTML file that needs no other.",
  })
  pageUrl(@Root() { row }: EvaluationRunObject, @Ctx() { linkTo }: RequestContext): string {
    return linkTo(`/evaluations/${toGlobalId("EvaluationRun", row.id)}/report.html`);
  }

  @Mutation(() => RunEvaluationResult, {
    description: "Accepts an evaluation of a model version on a benchmark set, and answers at once.",
  })
  runEvaluation(
    @Arg("input", () => RunEvaluationInput, { description: "What to measure, on what, and how." })
    input: RunEvaluationInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof RunEvaluationResult> {
    return resultOf(async () => {
      const run = await runEvaluation(services, {
        ...input,
        benchmarkSetId: fromGlobalId("BenchmarkSet", input.benchmarkSetId),
        modelVersionId: fromGlobalIdIfGiven("ModelVersion", input.modelVersionId),
      });
      return new AcceptedEvaluationRun(new EvaluationRunObject(run));
    }, [InvalidInputError, InvalidVocabularyError, VectorSpaceMismatchError, NotFoundError, ConflictError]);
  }

  @Mutation(() => resumedRun.Result, {
    description: "Resumes a run that was canceled or has failed.",
  })
  resumeEvaluation(
    @Arg("input", () => EvaluationRunInput, { description: "The run." }) { id }: EvaluationRunInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof resumedRun.Result> {
    return resultOf(async () => {
      const own = fromGlobalId("EvaluationRun", id);
      const { work, alreadyRunning } = await resumeWork(services.db, evaluationRuns, own);
      return new resumedRun.Resumed(new EvaluationRunObject(work), alreadyRunning);
    }, [NotFoundError, InvalidInputError, ConflictError]);
  }
}

@Resolver(() => EvaluationEventObject)
export class EvaluationEventResolver {
  @FieldResolver(() => EvaluationRunObject, { nullable: true, description: "The run as it is now." })
  run(@Root() { row }: EvaluationEventObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.work(evaluationRuns).load(row.workId), EvaluationRunObject);
  }
}
