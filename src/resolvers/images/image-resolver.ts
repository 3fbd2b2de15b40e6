import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { RegionaryError } from "../../errors";
import { PageArgs, pageRequest } from "../../schema/connection";
import { InvalidImageError, InvalidInputError } from "../../schema/graphql-errors";
import {
  AddImagesInput,
  DeleteImageInput,
  ImageConnection,
  ImageObject,
  type NewImageInput,
} from "../../schema/images/image";
import { ImagesArgs, imageFilterOf, imagePageRequest } from "../../schema/images/image-list";
import { PredictionConnection, PredictionObject } from "../../schema/predictions/prediction";
import {
  AddedImage,
  AddedImages,
  type AddImageResult,
  AddImagesResult,
  DeleteResult,
} from "../../schema/results";
import { fromGlobalId, toGlobalId } from "../../services/global-id";
import { addImage } from "../../services/images/add-image";
import { pictureWidth } from "../../services/images/picture-width";
import { removeImage } from "../../services/remove";
import { findImageByExternalId, findImageByHash } from "../../storage/images/images";
import { listImages } from "../../storage/images/list-images";
import { listImagePredictions } from "../../storage/predictions/predictions";
import { deleteById } from "../delete-by-id";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";
import { MAX_ADDED_IMAGES } from "../request-limits";
import { imageBytes } from "./image-bytes";

const SHA256 = /^[0-9a-f]{64}$/i;

@Resolver(() => ImageObject)
export class ImageResolver {
  @Query(() => ImageObject, { nullable: true, description: "A stored image, or null." })
  image(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<ImageObject | null> {
    return objectOf(loaders.images.load(fromGlobalId("Image", id)), ImageObject);
  }

  @Query(() => ImageObject, {
    nullable: true,
    description: "The image with these bytes, or null: tells whether a file has to be sent.",
  })
  async imageBySha256(
    @Arg("sha256", () => String, { description: "SHA-256 of the bytes, in hex." }) sha256: string,
    @Ctx() { services }: RequestContext,
  ): Promise<ImageObject | null> {
    if (!SHA256.test(sha256)) {
      throw new RegionaryError("INVALID_INPUT", "`sha256` must be 64 hexadecimal digits.");
    }
    return objectOf(findImageByHash(services.db, sha256.toLowerCase()), ImageObject);
  }

  @Query(() => ImageObject, { nullable: true, description: "The image with this external id, or null." })
  imageByExternalId(
    @Arg("externalId", () => String, { description: "What the caller calls it." }) externalId: string,
    @Ctx() { services }: RequestContext,
  ): Promise<ImageObject | null> {
    return objectOf(findImageByExternalId(services.db, externalId), ImageObject);
  }

  @Query(() => ImageConnection, {
    description:
      "The stored images, up to 100 at a time; by default those that a person added, newest first.",
  })
  async images(@Args(() => ImagesArgs) args: ImagesArgs, @Ctx() { services }: RequestContext) {
    const [filter, order] = [imageFilterOf(args.filter), args.orderBy ?? undefined];
    const rows = await listImages(services.db, imagePageRequest(args), filter, order);
    return ImageConnection.of(rows, (row) => new ImageObject(row));
  }

  @FieldResolver(() => String, { description: "Where its bytes can be downloaded." })
  url(@Root() { row }: ImageObject, @Ctx() { linkTo }: RequestContext): string {
    return linkTo(`/images/${toGlobalId("Image", row.id)}`);
  }

  @FieldResolver(() => String, {
    description: "Where it can be downloaded small, as WebP: upright, and on white where it is see-through.",
  })
  thumbnailUrl(
    @Root() { row }: ImageObject,
    @Arg("width", () => Int, {
      defaultValue: 256,
      description: "In pixels, 16 to 2,048; never wider than the image.",
    })
    width: number,
    @Ctx() { linkTo }: RequestContext,
  ): string {
    return linkTo(`/images/${toGlobalId("Image", row.id)}/thumbnail.webp?width=${pictureWidth(width)}`);
  }

  @FieldResolver(() => PredictionConnection, {
    description: "Its predictions, newest first, up to 100 at a time.",
  })
  async predictions(
    @Root() { row }: ImageObject,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { services }: RequestContext,
  ) {
    const rows = await listImagePredictions(services.db, row.id, pageRequest(page));
    return PredictionConnection.of(rows, (row) => new PredictionObject(row));
  }

  @Mutation(() => AddImagesResult, {
    description: "Stores pictures. Each is accepted or refused on its own.",
  })
  addImages(
    @Arg("input", () => AddImagesInput, { description: "The pictures to store." }) { images }: AddImagesInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof AddImagesResult> {
    return resultOf(async () => {
      if (images.length < 1 || images.length > MAX_ADDED_IMAGES) {
        throw new RegionaryError(
          "INVALID_INPUT",
          `images must have 1 to ${MAX_ADDED_IMAGES} pictures; got ${images.length}.`,
        );
      }
      const results: (typeof AddImageResult)[] = [];
      // One after another: pictures are large when decoded.
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
  { source, name, ...names }: NewImageInput,
  { db }: RequestContext["services"],
): Promise<typeof AddImageResult> {
  return resultOf(async () => {
    const given = await imageBytes(source);
    const { image, alreadyStored } = await addImage(db, {
      ...{ bytes: given.bytes, name: name ?? given.name, ...names },
    });
    return new AddedImage(new ImageObject(image), alreadyStored);
  }, [InvalidImageError, InvalidInputError]);
}
