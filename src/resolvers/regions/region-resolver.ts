import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { CountsBy } from "../../schema/entries";
import { fromGlobalId, fromGlobalIdIfGiven } from "../../schema/global-id";
import { LabelRegionsObject } from "../../schema/regions/label-regions";
import type { RequestContext } from "../request-context";
import { regionsByName } from "./region-objects";

@Resolver()
export class RegionResolver {
  @CountsBy("labels")
  @Query(() => [LabelRegionsObject], {
    description:
      "Where labels of a vocabulary are in an image, predicted or not; up to 100 labels at a time.",
  })
  async regions(
    @Arg("imageId", () => ID, { description: "The image." }) imageId: string,
    @Arg("vocabularyId", () => ID, { description: "The vocabulary." }) vocabularyId: string,
    @Arg("labels", () => [String], { description: "Labels of the vocabulary." }) labels: string[],
    @Arg("modelVersionId", () => ID, {
      nullable: true,
      description: "The model version to use; the active one if left out.",
    })
    modelVersionId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<LabelRegionsObject[]> {
    const given = fromGlobalIdIfGiven("ModelVersion", modelVersionId);
    const model = given ?? (await context.services.models.active()).id;
    const owner = {
      imageId: fromGlobalId("Image", imageId),
      vocabularyId: fromGlobalId("Vocabulary", vocabularyId),
      modelVersionId: model,
    };
    return regionsByName(context, owner, labels);
  }
}
