import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from "type-graphql";
import { BenchmarkSetObject } from "../../schema/benchmarks/benchmark-set";
import { PageArgs, pageRequest } from "../../schema/connection";
import { EvaluationReportObject } from "../../schema/evaluations/evaluation-report";
import {
  AcceptedEvaluationRun,
  CancelEvaluationResult,
  CancelledEvaluationRun,
  ResumedEvaluationRun,
  ResumeEvaluationResult,
  RunEvaluationResult,
} from "../../schema/evaluations/evaluation-results";
import {
  EvaluationEventObject,
  EvaluationRunConnection,
  EvaluationRunInput,
  EvaluationRunObject,
  RunEvaluationInput,
} from "../../schema/evaluations/evaluation-run";
import { fromGlobalId, fromGlobalIdIfGiven } from "../../schema/global-id";
import {
  ConflictError,
  InvalidInputError,
  InvalidVocabularyError,
  NotFoundError,
  VectorSpaceMismatchError,
} from "../../schema/graphql-errors";
import { ModelVersionObject } from "../../schema/models/model-version";
import { DeleteResult } from "../../schema/results";
import {
  cancelEvaluation,
  removeEvaluation,
  resumeEvaluation,
} from "../../services/evaluations/runs/end-run";
import { runEvaluation } from "../../services/evaluations/runs/run-evaluation";
import { watchEvaluation } from "../../services/evaluations/runs/watch-evaluation";
import type { EvaluationEventRow } from "../../storage/evaluations/evaluation-events";
import { listEvaluationRuns } from "../../storage/evaluations/evaluation-runs";
import { deleteById } from "../delete-by-id";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";
import { reportOwner } from "./owner-of-report";

@Resolver(() => EvaluationRunObject)
export class EvaluationRunResolver {
  @Query(() => EvaluationRunObject, { nullable: true, description: "An evaluation run, or null." })
  evaluationRun(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<EvaluationRunObject | null> {
    return objectOf(loaders.evaluationRuns.load(fromGlobalId("EvaluationRun", id)), EvaluationRunObject);
  }

  @Query(() => EvaluationRunConnection, {
    description: "The evaluation runs, the newest first, up to 100 at a time.",
  })
  async evaluationRuns(@Args(() => PageArgs) page: PageArgs, @Ctx() { services }: RequestContext) {
    const rows = await listEvaluationRuns(services.db, pageRequest(page));
    return EvaluationRunConnection.of(rows, (row) => new EvaluationRunObject(row));
  }

  @FieldResolver(() => BenchmarkSetObject, { nullable: true, description: "What it is measured on." })
  benchmarkSet(@Root() { row }: EvaluationRunObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.benchmarkSets.load(row.benchmarkSetId), BenchmarkSetObject);
  }

  @FieldResolver(() => ModelVersionObject, { nullable: true, description: "What is measured." })
  modelVersion(@Root() { row }: EvaluationRunObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.modelVersions.load(row.modelVersionId), ModelVersionObject);
  }

  @FieldResolver(() => EvaluationReportObject, {
    nullable: true,
    description: "Its figures; null until it is complete.",
  })
  async report(@Root() { row }: EvaluationRunObject, @Ctx() context: RequestContext) {
    const report = await context.services.evaluations.reportOf(row.id);
    return report && new EvaluationReportObject(await reportOwner(context, row), report);
  }

  @FieldResolver(() => String, {
    description: "The whole report as JSON, byte by byte as it was written; there once the run is complete.",
  })
  reportUrl(@Root() { row }: EvaluationRunObject, @Ctx() { publicUrl }: RequestContext): string {
    return `${publicUrl}/evaluations/${row.id}/report.json`;
  }

  @Mutation(() => RunEvaluationResult, {
    description: "Accepts a model version to be measured on a benchmark set, and answers at once.",
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

  @Mutation(() => CancelEvaluationResult, {
    description: "Ends a run, keeping what is measured: it can be resumed.",
  })
  cancelEvaluation(
    @Arg("input", () => EvaluationRunInput, { description: "The run." }) { id }: EvaluationRunInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof CancelEvaluationResult> {
    return resultOf(async () => {
      const { run, alreadyEnded } = await cancelEvaluation(services.db, fromGlobalId("EvaluationRun", id));
      return new CancelledEvaluationRun(new EvaluationRunObject(run), alreadyEnded);
    }, [NotFoundError, InvalidInputError]);
  }

  @Mutation(() => ResumeEvaluationResult, {
    description: "Takes up a run that was cancelled or has failed, where it was.",
  })
  resumeEvaluation(
    @Arg("input", () => EvaluationRunInput, { description: "The run." }) { id }: EvaluationRunInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof ResumeEvaluationResult> {
    return resultOf(async () => {
      const { run, alreadyRunning } = await resumeEvaluation(services.db, fromGlobalId("EvaluationRun", id));
      return new ResumedEvaluationRun(new EvaluationRunObject(run), alreadyRunning);
    }, [NotFoundError, InvalidInputError, ConflictError]);
  }

  @Mutation(() => DeleteResult, { description: "Deletes a run with all that it measured." })
  deleteEvaluation(
    @Arg("input", () => EvaluationRunInput, { description: "The run." }) { id }: EvaluationRunInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof DeleteResult> {
    return deleteById("EvaluationRun", id, (own) => removeEvaluation(services, own));
  }

  @Subscription(() => EvaluationEventObject, {
    description:
      "A run's events, from those already stored to its last; then it ends. After a lost connection, go on from the last `sequence` seen: nothing is missed.",
    subscribe: ({ args, context }) => {
      const { services } = context as RequestContext;
      return watchEvaluation(services, fromGlobalId("EvaluationRun", args.runId), args.afterSequence);
    },
  })
  evaluationEvents(
    @Root() event: EvaluationEventRow,
    @Arg("runId", () => ID, { description: "The run to watch." }) _runId: string,
    @Arg("afterSequence", () => Int, { defaultValue: 0, description: "The last event already seen." })
    _afterSequence: number,
  ): EvaluationEventObject {
    return new EvaluationEventObject(event);
  }
}

@Resolver(() => EvaluationEventObject)
export class EvaluationEventResolver {
  @FieldResolver(() => EvaluationRunObject, { nullable: true, description: "The run as it is now." })
  run(@Root() { row }: EvaluationEventObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.evaluationRuns.load(row.runId), EvaluationRunObject);
  }
}
