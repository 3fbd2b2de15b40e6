import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { InvalidImageError, InvalidInputError, NotFoundError } from "../schema/errors";
import { fromGlobalId, fromGlobalIdIfGiven } from "../schema/global-id";
import { ImageObject } from "../schema/image";
import { LabelRegionsObject } from "../schema/label-regions";
import { ModelVersionObject } from "../schema/model-version";
import { ClassifyInput, PredictionObject, ScoredLabelObject } from "../schema/prediction";
import { PredictionBatchObject } from "../schema/prediction-batch";
import { Classified, ClassifyResult } from "../schema/results";
import { VocabularyObject } from "../schema/vocabulary";
import { classify } from "../services/classify";
import { resultOf } from "./expected-errors";
import { imageBytes } from "./image-bytes";
import { regionsByName, regionsOf } from "./region-objects";
import type { RequestContext } from "./request-context";

@Resolver(() => PredictionObject)
export class PredictionResolver {
  @Query(() => PredictionObject, { nullable: true, description: "A prediction, or null." })
  async prediction(
    @Arg("id", () => ID) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<PredictionObject | null> {
    const row = await loaders.predictions.load(fromGlobalId("Prediction", id));
    return row && new PredictionObject(row);
  }

  @FieldResolver(() => ImageObject, {
    nullable: true,
    description: "The image; null if it was just deleted.",
  })
  async image(@Root() { row }: PredictionObject, @Ctx() { loaders }: RequestContext) {
    const image = await loaders.images.load(row.imageId);
    return image && new ImageObject(image);
  }

  @FieldResolver(() => VocabularyObject, { nullable: true, description: "The vocabulary it was made with." })
  async vocabulary(@Root() { row }: PredictionObject, @Ctx() { loaders }: RequestContext) {
    const vocabulary = await loaders.vocabularies.load(row.vocabularyId);
    return vocabulary && new VocabularyObject(vocabulary);
  }

  @FieldResolver(() => ModelVersionObject, { nullable: true, description: "The model version that made it." })
  async modelVersion(@Root() { row }: PredictionObject, @Ctx() { loaders }: RequestContext) {
    const model = await loaders.modelVersions.load(row.modelVersionId);
    return model && new ModelVersionObject(model);
  }

  @FieldResolver(() => PredictionBatchObject, {
    nullable: true,
    description: "Its batch; null for `classify`.",
  })
  async batch(@Root() { row }: PredictionObject, @Ctx() { loaders }: RequestContext) {
    const batch = row.batchId && (await loaders.batches.load(row.batchId));
    return batch ? new PredictionBatchObject(batch) : null;
  }

  @FieldResolver(() => [ScoredLabelObject], {
    description: "The best labels with their scores, the best first.",
  })
  async labels(
    @Root() { row }: PredictionObject,
    @Ctx() { loaders }: RequestContext,
  ): Promise<ScoredLabelObject[]> {
    const keys = row.labels.map((position) => ({ vocabularyId: row.vocabularyId, position }));
    const labels = await Promise.all(keys.map((key) => loaders.labels.load(key)));
    return labels.flatMap((label, index) =>
      label ? [new ScoredLabelObject(row, label, index + 1, row.scores[index] ?? Number.NaN)] : [],
    );
  }

  @FieldResolver(() => [LabelRegionsObject], {
    description: "Where labels of the vocabulary are, be they among the best or not; up to 100 at a time.",
  })
  regions(
    @Root() { row }: PredictionObject,
    @Arg("labels", () => [String], { description: "Labels of the prediction's vocabulary." })
    labels: string[],
    @Ctx() context: RequestContext,
  ): Promise<LabelRegionsObject[]> {
    return regionsByName(context, row, labels);
  }

  @Mutation(() => ClassifyResult, {
    description: "One picture and a vocabulary in, the stored prediction out.",
  })
  classify(
    @Arg("input", () => ClassifyInput) { image, vocabularyId, topK, deadlineMs }: ClassifyInput,
    @Ctx() { services, signal }: RequestContext,
  ): Promise<typeof ClassifyResult> {
    return resultOf(async () => {
      const imageId = fromGlobalIdIfGiven("Image", image.imageId);
      const source = imageId ? { imageId } : await imageBytes(image);
      const row = await classify(services, {
        image: source,
        vocabularyId: fromGlobalId("Vocabulary", vocabularyId),
        topK,
        deadlineMs,
        signal,
      });
      return new Classified(new PredictionObject(row));
    }, [InvalidImageError, InvalidInputError, NotFoundError]);
  }
}

@Resolver(() => ScoredLabelObject)
export class ScoredLabelResolver {
  @FieldResolver(() => LabelRegionsObject, { description: "Where in the image it is." })
  regions(
    @Root() { prediction, labelRow }: ScoredLabelObject,
    @Ctx() context: RequestContext,
  ): Promise<LabelRegionsObject> {
    const { imageId, vocabularyId, modelVersionId } = prediction;
    return regionsOf(context, { imageId, vocabularyId, modelVersionId, position: labelRow.position });
  }
}
