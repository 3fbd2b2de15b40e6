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
import { PageArgs, pageRequest } from "../../schema/connection";
import { CountsFor } from "../../schema/entries";
import { fromGlobalId } from "../../schema/global-id";
import {
  ConflictError,
  InvalidInputError,
  InvalidVocabularyError,
  NotFoundError,
  VectorSpaceMismatchError,
} from "../../schema/graphql-errors";
import { ModelVersionObject } from "../../schema/models/model-version";
import { PredictionConnection, PredictionObject } from "../../schema/predictions/prediction";
import {
  BatchEventObject,
  CancelPredictionBatchInput,
  DeletePredictionBatchInput,
  PredictInput,
  PredictionBatchConnection,
  PredictionBatchObject,
} from "../../schema/predictions/prediction-batch";
import {
  AcceptedPredictionBatch,
  CancelledPredictionBatch,
  CancelPredictionBatchResult,
  DeleteResult,
  PredictResult,
} from "../../schema/results";
import { VocabularyObject } from "../../schema/vocabularies/vocabulary";
import { cancelBatch } from "../../services/predictions/cancel-batch";
import { predict } from "../../services/predictions/predict";
import { watchBatch } from "../../services/predictions/watch-batch";
import { removeBatch } from "../../services/remove";
import { listBatches } from "../../storage/predictions/prediction-batches";
import { pageOfBatchPredictions } from "../../storage/predictions/predictions";
import type { BatchEventRow } from "../../storage/work/batch-events";
import { deleteById } from "../delete-by-id";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";

@Resolver(() => PredictionBatchObject)
export class PredictionBatchResolver {
  @Query(() => PredictionBatchObject, { nullable: true, description: "A prediction batch, or null." })
  predictionBatch(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<PredictionBatchObject | null> {
    return objectOf(loaders.batches.load(fromGlobalId("PredictionBatch", id)), PredictionBatchObject);
  }

  @Query(() => PredictionBatchConnection, {
    description: "The batches, the newest first, up to 100 at a time.",
  })
  async predictionBatches(@Args(() => PageArgs) page: PageArgs, @Ctx() { services }: RequestContext) {
    const rows = await listBatches(services.db, pageRequest(page));
    return PredictionBatchConnection.of(rows, (row) => new PredictionBatchObject(row));
  }

  @FieldResolver(() => PredictionConnection, {
    description: "Its predictions in the order of the images, up to 100 at a time.",
  })
  async predictions(
    @Root() { row }: PredictionBatchObject,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { services }: RequestContext,
  ) {
    const rows = await pageOfBatchPredictions(services.db, row.id, pageRequest(page));
    return PredictionConnection.of(rows, (row) => new PredictionObject(row));
  }

  @FieldResolver(() => VocabularyObject, {
    nullable: true,
    description: "The vocabulary; null if it was just deleted.",
  })
  vocabulary(@Root() { row }: PredictionBatchObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.vocabularies.load(row.vocabularyId), VocabularyObject);
  }

  @FieldResolver(() => ModelVersionObject, {
    nullable: true,
    description: "The model version that makes it.",
  })
  modelVersion(@Root() { row }: PredictionBatchObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.modelVersions.load(row.modelVersionId), ModelVersionObject);
  }

  @FieldResolver(() => String, {
    description: "Its predictions as a download, a line of JSON for each image.",
  })
  ndjsonUrl(@Root() { row }: PredictionBatchObject, @Ctx() { publicUrl }: RequestContext): string {
    return `${publicUrl}/batches/${row.id}.ndjson`;
  }

  @FieldResolver(() => String, {
    description: "Its predictions as a download, a row of CSV for each image and label.",
  })
  csvUrl(@Root() { row }: PredictionBatchObject, @Ctx() { publicUrl }: RequestContext): string {
    return `${publicUrl}/batches/${row.id}.csv`;
  }

  @Mutation(() => PredictResult, {
    description: "Accepts images to be scored against a vocabulary by the active model, and answers at once.",
  })
  predict(
    @Arg("input", () => PredictInput, { description: "The images, and what to score them against." })
    input: PredictInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof PredictResult> {
    return resultOf(async () => {
      const batch = await predict(services, {
        ...input,
        imageIds: input.imageIds.map((id) => fromGlobalId("Image", id)),
        vocabularyId: fromGlobalId("Vocabulary", input.vocabularyId),
      });
      return new AcceptedPredictionBatch(new PredictionBatchObject(batch));
    }, [InvalidInputError, InvalidVocabularyError, VectorSpaceMismatchError, NotFoundError, ConflictError]);
  }

  @Mutation(() => CancelPredictionBatchResult, { description: "Ends a batch, keeping what is done." })
  cancelPredictionBatch(
    @Arg("input", () => CancelPredictionBatchInput, { description: "The batch to cancel." }) {
      id,
    }: CancelPredictionBatchInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof CancelPredictionBatchResult> {
    return resultOf(async () => {
      const { batch, alreadyEnded } = await cancelBatch(services.db, fromGlobalId("PredictionBatch", id));
      return new CancelledPredictionBatch(new PredictionBatchObject(batch), alreadyEnded);
    }, [NotFoundError, InvalidInputError]);
  }

  @Mutation(() => DeleteResult, { description: "Deletes a batch with its predictions." })
  deletePredictionBatch(
    @Arg("input", () => DeletePredictionBatchInput, { description: "The batch to delete." }) {
      id,
    }: DeletePredictionBatchInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof DeleteResult> {
    return deleteById("PredictionBatch", id, (own) => removeBatch(services.db, own));
  }

  @Subscription(() => BatchEventObject, {
    description:
      "A batch's events, from those already stored to its last; then it ends. After a lost connection, go on from the last `sequence` seen: nothing is missed.",
    subscribe: ({ args, context }) => {
      const { services } = context as RequestContext;
      return watchBatch(services, fromGlobalId("PredictionBatch", args.batchId), args.afterSequence);
    },
  })
  predictionBatchEvents(
    @Root() event: BatchEventRow,
    @Arg("batchId", () => ID, { description: "The batch to watch." }) _batchId: string,
    @Arg("afterSequence", () => Int, { defaultValue: 0, description: "The last event already seen." })
    _afterSequence: number,
  ): BatchEventObject {
    return new BatchEventObject(event);
  }
}

@Resolver(() => BatchEventObject)
export class BatchEventResolver {
  @FieldResolver(() => PredictionBatchObject, { nullable: true, description: "The batch as it is now." })
  batch(@Root() { row }: BatchEventObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.batches.load(row.batchId), PredictionBatchObject);
  }

  @CountsFor(20)
  @FieldResolver(() => [PredictionObject], {
    description: "The predictions that it reports as done or failed.",
  })
  async predictions(@Root() { row }: BatchEventObject, @Ctx() { loaders }: RequestContext) {
    const rows = await Promise.all(row.predictionIds.map((id) => loaders.predictions.load(id)));
    return rows.flatMap((prediction) => (prediction ? [new PredictionObject(prediction)] : []));
  }
}
