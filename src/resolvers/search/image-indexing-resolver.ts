import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { InvalidInputError, NotFoundError } from "../../schema/graphql-errors";
import { ModelVersionObject } from "../../schema/models/model-version";
import {
  AcceptedImageIndexing,
  ImageIndexingObject,
  IndexImagesInput,
  IndexImagesResult,
} from "../../schema/search/image-indexing";
import { fromGlobalIdIfGiven } from "../../services/global-id";
import { indexImages } from "../../services/search/index/index-images";
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

  @FieldResolver(() => ModelVersionObject, {
    nullable: true,
    description: "The model whose index it fills; null if it was just deleted.",
  })
  modelVersion(@Root() { row }: ImageIndexingObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.modelVersions.load(row.modelVersionId), ModelVersionObject);
  }
}
