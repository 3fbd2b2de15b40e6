import { Arg, Ctx, FieldResolver, Float, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { RegionaryError } from "../../errors";
import { CountsBy, CountsFor } from "../../schema/entries";
import {
  InvalidImageError,
  InvalidInputError,
  InvalidVocabularyError,
  NotFoundError,
  VectorSpaceMismatchError,
} from "../../schema/graphql-errors";
import { ImageObject } from "../../schema/images/image";
import { ModelVersionObject } from "../../schema/models/model-version";
import { ClassifiedTextObject } from "../../schema/predictions/classified-text";
import { ClassifyInput, PredictionObject, ScoredLabelObject } from "../../schema/predictions/prediction";
import { PredictionBatchObject } from "../../schema/predictions/prediction-batch";
import { LabelRegionsObject } from "../../schema/regions/label-regions";
import { Classified, ClassifyResult } from "../../schema/results";
import { VocabularyObject } from "../../schema/vocabularies/vocabulary";
import { fromGlobalId, fromGlobalIdIfGiven } from "../../services/global-id";
import { classify } from "../../services/predictions/classify";
import { classifyLabels } from "../../services/predictions/classify-labels";
import { type LabelsGiven, refusePrompt } from "../../services/vocabularies/free-labels";
import { predictionBatches } from "../../storage/predictions/prediction-batches";
import { resultOf } from "../expected-errors";
import { imageBytes } from "../images/image-bytes";
import { objectOf } from "../object-of";
import { regionsByName, regionsOf } from "../regions/region-objects";
import type { RequestContext } from "../request-context";

@Resolver(() => PredictionObject)
export class PredictionResolver {
  @Query(() => PredictionObject, { nullable: true, description: "A prediction, or null." })
  prediction(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<PredictionObject | null> {
    return objectOf(loaders.predictions.load(fromGlobalId("Prediction", id)), PredictionObject);
  }

  @FieldResolver(() => ImageObject, {
    nullable: true,
    description: "The image; null if it was just deleted.",
  })
  image(@Root() { row }: PredictionObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.images.load(row.imageId), ImageObject);
  }

  @FieldResolver(() => VocabularyObject, { nullable: true, description: "The vocabulary it was made with." })
  vocabulary(@Root() { row }: PredictionObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.vocabularies.load(row.vocabularyId), VocabularyObject);
  }

  @FieldResolver(() => ModelVersionObject, { nullable: true, description: "The model version that made it." })
  modelVersion(@Root() { row }: PredictionObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.modelVersions.load(row.modelVersionId), ModelVersionObject);
  }

  @FieldResolver(() => PredictionBatchObject, {
    nullable: true,
    description: "Its batch; null for `classify`.",
  })
  batch(@Root() { row }: PredictionObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(
      row.batchId ? loaders.work(predictionBatches).load(row.batchId) : null,
      PredictionBatchObject,
    );
  }

  @CountsFor(20)
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
      label ? [new ScoredLabelObject(row, label, index + 1, row.scores[index]!)] : [],
    );
  }

  @CountsBy("labels")
  @FieldResolver(() => [LabelRegionsObject], {
    description:
      "Where labels of the vocabulary are, whether or not they are among the best; up to 100 at a time.",
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
    description:
      "Scores one picture at once: against a vocabulary, and then stores the prediction, or against labels of the request.",
  })
  classify(
    @Arg("input", () => ClassifyInput, { description: "The picture, and what to score it against." })
    { image, vocabularyId, labels, prompt, topK, deadlineMs }: ClassifyInput,
    @Ctx() { services, signal }: RequestContext,
  ): Promise<typeof ClassifyResult> {
    return resultOf(async () => {
      const against = againstWhat(vocabularyId, labels, prompt);
      const imageId = fromGlobalIdIfGiven("Image", image.imageId);
      const source = imageId ? { imageId } : { read: () => imageBytes(image) };
      const request = { image: source, topK, deadlineMs, signal };
      if ("labels" in against)
        return new ClassifiedTextObject(await classifyLabels(services, { ...request, ...against }));
      return new Classified(new PredictionObject(await classify(services, { ...request, ...against })));
    }, [
      InvalidImageError,
      InvalidInputError,
      InvalidVocabularyError,
      VectorSpaceMismatchError,
      NotFoundError,
    ]);
  }
}

/** Exactly one of the two; a prompt goes with labels. */
function againstWhat(
  vocabularyId: string | null | undefined,
  labels: readonly string[] | null | undefined,
  prompt: string | null = null,
): { readonly vocabularyId: string } | LabelsGiven {
  const vocabulary = fromGlobalIdIfGiven("Vocabulary", vocabularyId);
  if (labels && vocabulary === null) return { labels, prompt };
  if (vocabulary !== null && !labels) {
    refusePrompt(prompt);
    return { vocabularyId: vocabulary };
  }
  const got = labels ? "both" : "neither";
  throw new RegionaryError("INVALID_INPUT", `Give either vocabularyId or labels; got ${got}.`);
}

@Resolver(() => ScoredLabelObject)
export class ScoredLabelResolver {
  @FieldResolver(() => Float, {
    nullable: true,
    description:
      "The probability that the label is present, by its model version's `calibration`; null without one. A later evaluation may change it.",
  })
  probability(
    @Root() { prediction, labelRow, score }: ScoredLabelObject,
    @Ctx() { loaders }: RequestContext,
  ): Promise<number | null> {
    const { vocabularyId, modelVersionId } = prediction;
    return loaders.probabilities.load({ modelVersionId, vocabularyId, position: labelRow.position, score });
  }

  @FieldResolver(() => LabelRegionsObject, { description: "Where in the image it is." })
  regions(
    @Root() { prediction, labelRow }: ScoredLabelObject,
    @Ctx() context: RequestContext,
  ): Promise<LabelRegionsObject> {
    const { imageId, vocabularyId, modelVersionId } = prediction;
    return regionsOf(context, { imageId, vocabularyId, modelVersionId, position: labelRow.position });
  }
}
