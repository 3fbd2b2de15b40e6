import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root, Subscription } from "type-graphql";
import { CountsBy, CountsFor } from "../../schema/entries";
import { LabelRegionsObject } from "../../schema/regions/label-regions";
import { FoundImageEdge, FoundImagesObject, SearchProgressObject } from "../../schema/search/found-images";
import { SearchImagesArgs, searchRequestOf } from "../../schema/search/image-search";
import { fromGlobalIdIfGiven } from "../../services/global-id";
import { followSearch } from "../../services/search/follow-search";
import { searchImages } from "../../services/search/search-images";
import type { SearchProgress } from "../../services/search/search-page";
import { suggestWords } from "../../services/search/suggest-words";
import { foundRegionsOf } from "../regions/region-objects";
import type { RequestContext } from "../request-context";

@Resolver(() => FoundImageEdge)
export class SearchResolver {
  @Query(() => FoundImagesObject, {
    description:
      "Finds stored images by any words or by other images: all that have it, best first, with a cut-off by probability, and where in each image it is.",
  })
  async searchImages(
    @Args(() => SearchImagesArgs) args: SearchImagesArgs,
    @Ctx() { services, signal, caller }: RequestContext,
  ): Promise<FoundImagesObject> {
    const page = await searchImages(services, { ...searchRequestOf(args), signal, caller });
    return new FoundImagesObject(page, args.after == null);
  }

  @CountsBy("first")
  @Query(() => [String], {
    description:
      "Words to complete what is being typed into a search box: labels of vocabularies that the model can take; those that begin so before those of which a later word does.",
  })
  suggestWords(
    @Arg("beginning", () => String, {
      description: "What was typed so far, in upper or lower case; any words if it is empty.",
    })
    beginning: string,
    @Arg("first", () => Int, { defaultValue: 10, description: "The most words, up to 50." }) first: number,
    @Arg("modelVersionId", () => ID, {
      nullable: true,
      description: "The model version to search by; the active one if left out.",
    })
    modelVersionId: string | null,
    @Ctx() { services }: RequestContext,
  ): Promise<string[]> {
    const own = fromGlobalIdIfGiven("ModelVersion", modelVersionId);
    return suggestWords(services, { beginning, first, modelVersionId: own });
  }

  @CountsFor(2)
  @FieldResolver(() => [LabelRegionsObject], {
    description:
      "Where in the image the labels and texts are, one after another; none for images that were looked for.",
  })
  regions(
    @Root() { page, edge }: FoundImageEdge,
    @Ctx() context: RequestContext,
  ): Promise<LabelRegionsObject[]> {
    return foundRegionsOf(context, page, edge.image.id);
  }

  @Subscription(() => SearchProgressObject, {
    description:
      "How far it is proven what a search found, until that has ended: then the same `searchImages` gives what is proven. SEARCH_EXPIRED if the search is no longer kept.",
    subscribe: ({ args, context }) => followSearch((context as RequestContext).services, args.searchId),
  })
  searchProgress(
    @Root() progress: SearchProgress,
    @Arg("searchId", () => ID, { description: "What `searchImages` gave." }) _searchId: string,
  ): SearchProgressObject {
    return new SearchProgressObject(progress);
  }
}
