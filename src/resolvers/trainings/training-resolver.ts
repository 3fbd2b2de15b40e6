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
import { fromGlobalId } from "../../schema/global-id";
import {
  ConflictError,
  InvalidInputError,
  InvalidVocabularyError,
  NotFoundError,
} from "../../schema/graphql-errors";
import { ModelVersionObject } from "../../schema/models/model-version";
import {
  AcceptedTraining,
  CancelledTraining,
  CancelTrainingResult,
  DeleteResult,
  TrainModelResult,
} from "../../schema/results";
import { TrainingConnection, TrainingEventObject, TrainingObject } from "../../schema/trainings/training";
import {
  CancelTrainingInput,
  DeleteTrainingInput,
  TrainModelInput,
} from "../../schema/trainings/training-inputs";
import { removeTraining } from "../../services/remove";
import { cancelTraining } from "../../services/trainings/cancel-training";
import { trainModel } from "../../services/trainings/train-model";
import { watchTraining } from "../../services/trainings/watch-training";
import type { TrainingEventRow } from "../../storage/trainings/training-events";
import { listTrainings } from "../../storage/trainings/trainings";
import { deleteById } from "../delete-by-id";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";

@Resolver(() => TrainingObject)
export class TrainingResolver {
  @Query(() => TrainingObject, { nullable: true, description: "A training, or null." })
  training(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<TrainingObject | null> {
    return objectOf(loaders.trainings.load(fromGlobalId("Training", id)), TrainingObject);
  }

  @Query(() => TrainingConnection, { description: "The trainings, the newest first, up to 100 at a time." })
  async trainings(@Args(() => PageArgs) page: PageArgs, @Ctx() { services }: RequestContext) {
    const rows = await listTrainings(services.db, pageRequest(page));
    return TrainingConnection.of(rows, (row) => new TrainingObject(row));
  }

  @FieldResolver(() => BenchmarkSetObject, {
    nullable: true,
    description: "The set that it learns from; null if the training was just deleted with it.",
  })
  benchmarkSet(@Root() { row }: TrainingObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.benchmarkSets.load(row.setId), BenchmarkSetObject);
  }

  @FieldResolver(() => ModelVersionObject, {
    nullable: true,
    description: "The model version that it made; null until it is completed.",
  })
  modelVersion(@Root() { row }: TrainingObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(
      row.modelVersionId ? loaders.modelVersions.load(row.modelVersionId) : null,
      ModelVersionObject,
    );
  }

  @Mutation(() => TrainModelResult, {
    description: "Accepts a training of a head on a benchmark set, and answers at once.",
  })
  trainModel(
    @Arg("input", () => TrainModelInput, { description: "What to train, on what, and how." }) {
      benchmarkSetId,
      ...input
    }: TrainModelInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof TrainModelResult> {
    return resultOf(async () => {
      const setId = fromGlobalId("BenchmarkSet", benchmarkSetId);
      return new AcceptedTraining(new TrainingObject(await trainModel(services.db, { ...input, setId })));
    }, [InvalidInputError, InvalidVocabularyError, NotFoundError, ConflictError]);
  }

  @Mutation(() => CancelTrainingResult, { description: "Ends a training within a step; it leaves no model." })
  cancelTraining(
    @Arg("input", () => CancelTrainingInput, { description: "The training to cancel." }) {
      id,
    }: CancelTrainingInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof CancelTrainingResult> {
    return resultOf(async () => {
      const { training, alreadyEnded } = await cancelTraining(services.db, fromGlobalId("Training", id));
      return new CancelledTraining(new TrainingObject(training), alreadyEnded);
    }, [NotFoundError, InvalidInputError]);
  }

  @Mutation(() => DeleteResult, { description: "Deletes a training; the model version that it made stays." })
  deleteTraining(
    @Arg("input", () => DeleteTrainingInput, { description: "The training to delete." }) {
      id,
    }: DeleteTrainingInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof DeleteResult> {
    return deleteById("Training", id, (own) => removeTraining(services.db, own));
  }

  @Subscription(() => TrainingEventObject, {
    description:
      "A training's events, from those already stored to its last; then it ends. After a lost connection, go on from the last `sequence` seen: nothing is missed.",
    subscribe: ({ args, context }) => {
      const { services } = context as RequestContext;
      return watchTraining(services, fromGlobalId("Training", args.trainingId), args.afterSequence);
    },
  })
  trainingEvents(
    @Root() event: TrainingEventRow,
    @Arg("trainingId", () => ID, { description: "The training to watch." }) _trainingId: string,
    @Arg("afterSequence", () => Int, { defaultValue: 0, description: "The last event already seen." })
    _afterSequence: number,
  ): TrainingEventObject {
    return new TrainingEventObject(event);
  }
}
