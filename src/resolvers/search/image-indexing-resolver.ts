import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import {
  InvalidInputError,
  InvalidVocabularyError,
  NotFoundError,
  VectorSpaceMismatchError,
} from "../../schema/graphql-errors";
import { ModelVersionObject } from "../../schema/models/model-version";
import {
  AcceptedImageIndexing,
  ImageIndexingObject,
  IndexImagesInput,
  IndexImagesResult,
  IndexVocabularyInput,
  IndexVocabularyResult,
} from "../../schema/search/image-indexing";
import { VocabularyObject } from "../../schema/vocabularies/vocabulary";
import { fromGlobalId, fromGlobalIdIfGiven } from "../../services/global-id";
import { indexImages } from "../../services/search/index/index-images";
import { indexVocabulary } from "../../services/search/index/index-vocabulary";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";

@Resolver(() => ImageIndexingObject)
export class ImageIndexingResolver {
  @Mutation(() => IndexImagesResult, {
    description:
      "Accepts the indexing of all stored images for search, and answers at once. A search does this by itself when it finds images missing; asked for by a person, images that could not be read are tried again. One that is under way is the answer.",
  })
  indexImages(
    @Arg("input", () => IndexImagesInput, { description: "The model." })
    { modelVersionId }: IndexImagesInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof IndexImagesResult> {
    return resultOf(async () => {
      const own = fromGlobalIdIfGiven("ModelVersion", modelVersionId);
      return new AcceptedImageIndexing(new ImageIndexingObject(await indexImages(services, own)));
    }, [InvalidInputError, NotFoundError]);
  }

  @Mutation(() => IndexVocabularyResult, {
    description:
      "Accepts the scoring of all stored images for the labels of a vocabulary, and answers at once: searches for these labels, and for the same words without the vocabulary, then look at no image. The scores take 4 bytes a label and image.",
  })
  indexVocabulary(
    @Arg("input", () => IndexVocabularyInput, { description: "The vocabulary and the model." })
    { vocabularyId, modelVersionId }: IndexVocabularyInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof IndexVocabularyResult> {
    return resultOf(async () => {
      const vocabulary = fromGlobalId("Vocabulary", vocabularyId);
      const model = fromGlobalIdIfGiven("ModelVersion", modelVersionId);
      return new AcceptedImageIndexing(
        new ImageIndexingObject(await indexVocabulary(services, vocabulary, model)),
      );
    }, [InvalidInputError, NotFoundError, InvalidVocabularyError, VectorSpaceMismatchError]);
  }

  @FieldResolver(() => VocabularyObject, {
    nullable: true,
    description: "The vocabulary whose labels every image is scored for; null where there is none.",
  })
  vocabulary(@Root() { row }: ImageIndexingObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(
      row.vocabularyId === null ? null : loaders.vocabularies.load(row.vocabularyId),
      VocabularyObject,
    );
  }

  @FieldResolver(() => ModelVersionObject, {
    nullable: true,
    description: "The model whose index it fills; null if it was just deleted.",
  })
  modelVersion(@Root() { row }: ImageIndexingObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.modelVersions.load(row.modelVersionId), ModelVersionObject);
  }
}
