import { Ctx, FieldResolver, Float, Resolver, Root } from "type-graphql";
import { ImageObject } from "../../schema/images/image";
import { ModelVersionObject } from "../../schema/models/model-version";
import { ClassifiedTextObject, ScoredTextObject } from "../../schema/predictions/classified-text";
import { LabelRegionsObject } from "../../schema/regions/label-regions";
import { objectOf } from "../object-of";
import { freeRegionsOf } from "../regions/region-objects";
import type { RequestContext } from "../request-context";

@Resolver(() => ClassifiedTextObject)
export class ClassifiedTextResolver {
  @FieldResolver(() => ImageObject, {
    nullable: true,
    description: "The image; null if it was just deleted.",
  })
  image(@Root() { scored }: ClassifiedTextObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.images.load(scored.imageId), ImageObject);
  }

  @FieldResolver(() => ModelVersionObject, {
    nullable: true,
    description: "The model version that scored it; null if it was just deleted.",
  })
  modelVersion(@Root() { scored }: ClassifiedTextObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.modelVersions.load(scored.model.id), ModelVersionObject);
  }
}

@Resolver(() => ScoredTextObject)
export class ScoredTextResolver {
  @FieldResolver(() => Float, {
    nullable: true,
    description:
      "The probability that the label is present, by the common line of the model version's `calibration`; null without one.",
  })
  probability(
    @Root() { scored, position, score }: ScoredTextObject,
    @Ctx() { loaders }: RequestContext,
  ): Promise<number | null> {
    const key = { modelVersionId: scored.model.id, vocabularyId: null };
    return loaders.probabilities.load({ ...key, position, score });
  }

  @FieldResolver(() => LabelRegionsObject, { description: "Where in the image it is." })
  regions(
    @Root() { scored, position }: ScoredTextObject,
    @Ctx() context: RequestContext,
  ): Promise<LabelRegionsObject> {
    return freeRegionsOf(context, { scored, position });
  }
}
