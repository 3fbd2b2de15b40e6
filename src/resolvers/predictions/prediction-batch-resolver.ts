import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { RegionaryError } from "../../errors";
import { PageArgs, pageRequest } from "../../schema/connection";
import { CountsFor } from "../../schema/entries";
import {
  ConflictError,
  InvalidInputError,
  InvalidVocabularyError,
  NotFoundError,
  VectorSpaceMismatchError,
} from "../../schema/graphql-errors";
import { imageFilterOf } from "../../schema/images/image-list";
import { ModelVersionObject } from "../../schema/models/model-version";
import {
  AcceptedPredictionBatch,
  cancelledBatch,
  PredictResult,
} from "../../schema/predictions/batch-results";
import { PredictionConnection, PredictionObject } from "../../schema/predictions/prediction";
import {
  BatchEventObject,
  CancelPredictionBatchInput,
  DeletePredictionBatchInput,
  PredictInput,
  PredictionBatchConnection,
  PredictionBatchObject,
} from "../../schema/predictions/prediction-batch";
import { VocabularyObject } from "../../schema/vocabularies/vocabulary";
import { fromGlobalId, toGlobalId } from "../../services/global-id";
import { type ImagesToPredict, predict } from "../../services/predictions/predict";
import { batchEventOf, predictionBatches } from "../../storage/predictions/prediction-batches";
import { pageOfBatchPredictions } from "../../storage/predictions/predictions";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";
import { workResolverOf } from "../work/work-resolver-of";

const WorkResolver = workResolverOf({
  ...{ table: predictionBatches, object: PredictionBatchObject, connection: PredictionBatchConnection },
  ...{ nouns: ["a prediction batch", "batches"], one: "predictionBatch", many: "predictionBatches" },
  cancel: {
    ...{ name: "cancelPredictionBatch", input: CancelPredictionBatchInput, result: cancelledBatch },
    description: "Cancels a batch, keeping what is done.",
  },
  remove: {
    ...{ name: "deletePredictionBatch", input: DeletePredictionBatchInput },
    description: "Deletes a batch with its predictions.",
  },
  events: {
    ...{ name: "predictionBatchEvents", of: "batchId", object: BatchEventObject },
    objectOf: (event) => new BatchEventObject(batchEventOf(event)),
  },
});

@Resolver(() => PredictionBatchObject)
export class PredictionBatchResolver extends WorkResolver {
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
    description:
      "The model version that makes it: the one that was active, or, once it has begun, its 8-bit version where that stands in on the host.",
  })
  modelVersion(@Root() { row }: PredictionBatchObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.modelVersions.load(row.madeById ?? row.modelVersionId), ModelVersionObject);
  }

  @FieldResolver(() => String, {
    description:
      "Where its predictions can be downloaded, as a line of JSON for each image; with `?boxes=true`, with the boxes of each label, which takes longer.",
  })
  ndjsonUrl(@Root() { row }: PredictionBatchObject, @Ctx() { linkTo }: RequestContext): string {
    return linkTo(`/batches/${toGlobalId("PredictionBatch", row.id)}.ndjson`);
  }

  @FieldResolver(() => String, {
    description:
      "Where its predictions can be downloaded, as a row of CSV for each image and label; with `?boxes=true`, with the boxes of each label, which takes longer.",
  })
  csvUrl(@Root() { row }: PredictionBatchObject, @Ctx() { linkTo }: RequestContext): string {
    return linkTo(`/batches/${toGlobalId("PredictionBatch", row.id)}.csv`);
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
        images: imagesOf(input),
        topK: input.topK,
        idempotencyKey: input.idempotencyKey,
        vocabularyId: fromGlobalId("Vocabulary", input.vocabularyId),
      });
      return new AcceptedPredictionBatch(new PredictionBatchObject(batch));
    }, [InvalidInputError, InvalidVocabularyError, VectorSpaceMismatchError, NotFoundError, ConflictError]);
  }
}

function imagesOf({ imageIds, filter }: PredictInput): ImagesToPredict {
  if (imageIds && !filter) return { ids: imageIds.map((id) => fromGlobalId("Image", id)) };
  if (filter && !imageIds) return { filter: imageFilterOf(filter) };
  throw new RegionaryError(
    "INVALID_INPUT",
    `Either imageIds or a filter must be given; got ${imageIds ? "both" : "neither"}.`,
  );
}

@Resolver(() => BatchEventObject)
export class BatchEventResolver {
  @FieldResolver(() => PredictionBatchObject, { nullable: true, description: "The batch as it is now." })
  batch(@Root() { row }: BatchEventObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.work(predictionBatches).load(row.workId), PredictionBatchObject);
  }

  @CountsFor(20)
  @FieldResolver(() => [PredictionObject], {
    description: "The predictions that this event reports as done or failed.",
  })
  async predictions(@Root() { row }: BatchEventObject, @Ctx() { loaders }: RequestContext) {
    const rows = await Promise.all(row.predictionIds.map((id) => loaders.predictions.load(id)));
    return rows.flatMap((prediction) => (prediction ? [new PredictionObject(prediction)] : []));
  }
}
