import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { RegionaryError } from "../../errors";
import { PageArgs, pageRequest } from "../../schema/connection";
import { fromGlobalId } from "../../schema/global-id";
import { InvalidImageError, InvalidInputError } from "../../schema/graphql-errors";
import {
  AddImagesInput,
  DeleteImageInput,
  ImageConnection,
  ImageObject,
  type NewImageInput,
} from "../../schema/images/image";
import { PredictionConnection, PredictionObject } from "../../schema/predictions/prediction";
import {
  AddedImage,
  AddedImages,
  type AddImageResult,
  AddImagesResult,
  DeleteResult,
} from "../../schema/results";
import { addImage } from "../../services/images/add-image";
import { removeImage } from "../../services/remove";
import { listImages } from "../../storage/images/images";
import { listImagePredictions } from "../../storage/predictions/predictions";
import { deleteById } from "../delete-by-id";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";
import { imageBytes } from "./image-bytes";

const MAX_IMAGES = 50;

@Resolver(() => ImageObject)
export class ImageResolver {
  @Query(() => ImageObject, { nullable: true, description: "A stored image, or null." })
  image(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<ImageObject | null> {
    return objectOf(loaders.images.load(fromGlobalId("Image", id)), ImageObject);
  }

  @Query(() => ImageConnection, { description: "The stored images, the newest first, up to 100 at a time." })
  async images(@Args(() => PageArgs) page: PageArgs, @Ctx() { services }: RequestContext) {
    const rows = await listImages(services.db, pageRequest(page));
    return ImageConnection.of(rows, (row) => new ImageObject(row));
  }

  @FieldResolver(() => String, { description: "Where its bytes can be downloaded." })
  url(@Root() { row }: ImageObject, @Ctx() { publicUrl }: RequestContext): string {
    return `${publicUrl}/images/${row.id}`;
  }

  @FieldResolver(() => PredictionConnection, {
    description: "Its predictions, the newest first, up to 100 at a time.",
  })
  async predictions(
    @Root() { row }: ImageObject,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { services }: RequestContext,
  ) {
    const rows = await listImagePredictions(services.db, row.id, pageRequest(page));
    return PredictionConnection.of(rows, (row) => new PredictionObject(row));
  }

  @Mutation(() => AddImagesResult, { description: "Stores pictures. Each is accepted or refused by itself." })
  addImages(
    @Arg("input", () => AddImagesInput, { description: "The pictures to store." }) { images }: AddImagesInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof AddImagesResult> {
    return resultOf(async () => {
      if (images.length < 1 || images.length > MAX_IMAGES) {
        throw new RegionaryError(
          "INVALID_INPUT",
          `1 to ${MAX_IMAGES} pictures are added at a time; ${images.length} came.`,
        );
      }
      const results: (typeof AddImageResult)[] = [];
      // One after the other: pictures are large when decoded.
      for (const image of images) results.push(await addOne(image, services));
      return new AddedImages(results);
    }, [InvalidInputError]);
  }

  @Mutation(() => DeleteResult, { description: "Deletes an image with its predictions and regions." })
  deleteImage(
    @Arg("input", () => DeleteImageInput, { description: "The image to delete." }) { id }: DeleteImageInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof DeleteResult> {
    return deleteById("Image", id, (own) => removeImage(services.db, own));
  }
}

function addOne(
  { source, name }: NewImageInput,
  { db }: RequestContext["services"],
): Promise<typeof AddImageResult> {
  return resultOf(async () => {
    const given = await imageBytes(source);
    const { image, alreadyStored } = await addImage(db, { bytes: given.bytes, name: name ?? given.name });
    return new AddedImage(new ImageObject(image), alreadyStored);
  }, [InvalidImageError, InvalidInputError]);
}
