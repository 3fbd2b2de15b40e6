import { Arg, Ctx, FieldResolver, Float, Int, Resolver, Root } from "type-graphql";
import { checkSize } from "../../schema/connection";
import { CountsBy } from "../../schema/entries";
import { ImageObject } from "../../schema/images/image";
import { SimilarImageObject } from "../../schema/search/similar-image";
import { NEAR_DUPLICATE } from "../../services/search/like/image-likeness";
import type { SimilarImage } from "../../services/search/like/similar-images";
import type { RequestContext } from "../request-context";

/** The most images that are given. */
const MOST_SIMILAR = 100;

@Resolver(() => ImageObject)
export class SimilarImageResolver {
  @CountsBy("first")
  @FieldResolver(() => [SimilarImageObject], {
    description:
      "The stored images that show the most similar things, wherever in the picture, the most similar first: by the active model, among the 200 whose sketches are most like.",
  })
  async similar(
    @Root() { row }: ImageObject,
    @Arg("first", () => Int, { defaultValue: 10, description: "The most images to give, up to 100." })
    first: number,
    @Arg("atLeast", () => Float, { defaultValue: -1, description: "The least similarity, from -1 to 1." })
    atLeast: number,
    @Ctx() { loaders }: RequestContext,
  ): Promise<SimilarImageObject[]> {
    checkSize("first", first, MOST_SIMILAR);
    return best(await loaders.similarImages.load(row.id), ({ whole }) => whole, { first, atLeast });
  }

  @CountsBy("first")
  @FieldResolver(() => [SimilarImageObject], {
    description:
      "The stored images that show the same at the same places: copies in another size or format, or slightly edited. By the active model, among the 200 whose sketches are most like.",
  })
  async nearDuplicates(
    @Root() { row }: ImageObject,
    @Arg("first", () => Int, { defaultValue: 10, description: "The most images to give, up to 100." })
    first: number,
    @Arg("atLeast", () => Float, {
      defaultValue: NEAR_DUPLICATE,
      description: "The least similarity, from -1 to 1.",
    })
    atLeast: number,
    @Ctx() { loaders }: RequestContext,
  ): Promise<SimilarImageObject[]> {
    checkSize("first", first, MOST_SIMILAR);
    return best(await loaders.similarImages.load(row.id), ({ placed }) => placed, { first, atLeast });
  }
}

function best(
  images: readonly SimilarImage[],
  similarityOf: (image: SimilarImage) => number,
  { first, atLeast }: { readonly first: number; readonly atLeast: number },
): SimilarImageObject[] {
  return images
    .map((similar) => new SimilarImageObject(similar.image, similarityOf(similar)))
    .filter(({ similarity }) => similarity >= atLeast)
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, first);
}
