import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { FoundImagesObject } from "../../schema/search/found-images";
import type { RequestContext } from "../request-context";

@Resolver(() => FoundImagesObject)
export class FoundImagesResolver {
  @FieldResolver(() => String, {
    description:
      "Where all that the search finds can be downloaded, proven, as a line of JSON for each image, while the search is remembered; with `?first=1000`, at most so many, with `?boxes=true`, with the boxes of each label.",
  })
  ndjsonUrl(@Root() { page }: FoundImagesObject, @Ctx() { linkTo }: RequestContext): string {
    return linkTo(`/searches/${page.searchId}.ndjson`);
  }

  @FieldResolver(() => String, {
    description:
      "The same as a row of CSV for each image and label. Without a cut-off it is all images, each of which has to be scored.",
  })
  csvUrl(@Root() { page }: FoundImagesObject, @Ctx() { linkTo }: RequestContext): string {
    return linkTo(`/searches/${page.searchId}.csv`);
  }
}
