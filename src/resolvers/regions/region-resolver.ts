import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { CountsBy } from "../../schema/entries";
import { PROMPT } from "../../schema/predictions/prediction";
import { LabelRegionsObject } from "../../schema/regions/label-regions";
import { fromGlobalId, fromGlobalIdIfGiven } from "../../services/global-id";
import { freeLabels, refusePrompt } from "../../services/vocabularies/free-labels";
import type { RequestContext } from "../request-context";
import { freeRegionsOf, regionsByName } from "./region-objects";

@Resolver()
export class RegionResolver {
  @CountsBy("labels")
  @Query(() => [LabelRegionsObject], {
    description: "Where labels are in an image, predicted or not; up to 100 labels at a time.",
  })
  async regions(
    @Arg("imageId", () => ID, { description: "The image." }) imageId: string,
    @Arg("vocabularyId", () => ID, {
      nullable: true,
      description: "The vocabulary; without it, any labels that the model version can make vectors of.",
    })
    vocabularyId: string | null,
    @Arg("labels", () => [String], { description: "Labels of the vocabulary, or any." }) labels: string[],
    @Arg("prompt", () => String, { nullable: true, description: PROMPT }) prompt: string | null,
    @Arg("modelVersionId", () => ID, {
      nullable: true,
      description: "The model version to use; the active one if left out.",
    })
    modelVersionId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<LabelRegionsObject[]> {
    const { services, signal } = context;
    const given = fromGlobalIdIfGiven("ModelVersion", modelVersionId);
    const image = fromGlobalId("Image", imageId);
    const vocabulary = fromGlobalIdIfGiven("Vocabulary", vocabularyId);
    if (vocabulary === null) {
      const model = given ? await services.models.byId(given) : await services.models.active();
      const free = await freeLabels(services, model, { labels, prompt: prompt ?? null }, { signal });
      const scored = { model, imageId: image, labels: free };
      return Promise.all(free.labels.map((_, position) => freeRegionsOf(context, { scored, position })));
    }
    refusePrompt(prompt);
    const model = given ?? (await services.models.active()).id;
    const owner = { imageId: image, vocabularyId: vocabulary, modelVersionId: model };
    return regionsByName(context, owner, labels);
  }
}
