import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { BenchmarkSetObject } from "../../schema/benchmarks/benchmark-set";
import {
  ConflictError,
  InvalidInputError,
  InvalidVocabularyError,
  NotFoundError,
} from "../../schema/graphql-errors";
import { BackboneObject } from "../../schema/models/backbone";
import { ModelVersionObject } from "../../schema/models/model-version";
import { TrainingConnection, TrainingEventObject, TrainingObject } from "../../schema/trainings/training";
import {
  CancelTrainingInput,
  DeleteTrainingInput,
  TrainModelInput,
} from "../../schema/trainings/training-inputs";
import {
  AcceptedTraining,
  cancelledTraining,
  TrainModelResult,
} from "../../schema/trainings/training-results";
import { VectorSpaceObject } from "../../schema/vocabularies/vector-space";
import { fromGlobalId, fromGlobalIdIfGiven } from "../../services/global-id";
import { trainModel } from "../../services/trainings/train-model";
import { trainingEventOf, trainings } from "../../storage/trainings/trainings";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";
import { workResolverOf } from "../work/work-resolver-of";

const WorkResolver = workResolverOf({
  ...{ table: trainings, object: TrainingObject, connection: TrainingConnection },
  ...{ nouns: ["a training", "trainings"], one: "training", many: "trainings" },
  cancel: {
    ...{ name: "cancelTraining", input: CancelTrainingInput, result: cancelledTraining },
    description: "Cancels a training within a step; it makes no model.",
  },
  remove: {
    ...{ name: "deleteTraining", input: DeleteTrainingInput },
    description: "Deletes a training; the model version that it made stays.",
  },
  events: {
    ...{ name: "trainingEvents", of: "trainingId", object: TrainingEventObject },
    objectOf: (event) => new TrainingEventObject(trainingEventOf(event)),
  },
});

@Resolver(() => TrainingObject)
export class TrainingResolver extends WorkResolver {
  @FieldResolver(() => BenchmarkSetObject, {
    nullable: true,
    description: "The benchmark set it learns from; null if it was just deleted.",
  })
  benchmarkSet(@Root() { row }: TrainingObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.benchmarkSets.load(row.setId), BenchmarkSetObject);
  }

  @FieldResolver(() => BackboneObject, {
    nullable: true,
    description: "The backbone that makes the features; null if it was just deleted.",
  })
  backbone(@Root() { row }: TrainingObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.backbones.load(row.backboneId), BackboneObject);
  }

  @FieldResolver(() => VectorSpaceObject, {
    nullable: true,
    description: "The vector space that it trains in, and that its model takes.",
  })
  space(@Root() { row }: TrainingObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.vectorSpaces.load(row.spaceId), VectorSpaceObject);
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
      backboneId,
      spaceId,
      ...input
    }: TrainModelInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof TrainModelResult> {
    return resultOf(async () => {
      const training = await trainModel(services.db, {
        ...input,
        setId: fromGlobalId("BenchmarkSet", benchmarkSetId),
        backboneId: fromGlobalId("Backbone", backboneId),
        spaceId: fromGlobalIdIfGiven("VectorSpace", spaceId),
      });
      return new AcceptedTraining(new TrainingObject(training));
    }, [InvalidInputError, InvalidVocabularyError, NotFoundError, ConflictError]);
  }
}
