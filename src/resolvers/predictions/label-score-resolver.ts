import { Ctx, FieldResolver, Float, Resolver, Root } from "type-graphql";
import { CountsFor } from "../../schema/entries";
import { LabelScoreObject } from "../../schema/predictions/label-score";
import { LabelRegionsObject } from "../../schema/regions/label-regions";
import { LabelOrigin } from "../../schema/vocabularies/vocabulary";
import type { NewLabelVectors } from "../../storage/vocabularies/label-vectors";
import type { Loaders } from "../loaders";
import { freeRegionsOf, regionsOf } from "../regions/region-objects";
import type { RequestContext } from "../request-context";

@Resolver(() => LabelScoreObject)
export class LabelScoreResolver {
  @FieldResolver(() => Float, {
    nullable: true,
    description:
      "The probability that the label is present, by the model version's `calibration`, with the offset of all labels for one that came with the request; null without a calibration. A later evaluation may change it.",
  })
  probability(
    @Root() { scored, position, score }: LabelScoreObject,
    @Ctx() { loaders }: RequestContext,
  ): Promise<number | null> {
    const { model, labels } = scored;
    const vocabularyId = "vocabulary" in labels ? labels.vocabulary.id : null;
    return loaders.probabilities.load({ modelVersionId: model.id, vocabularyId, position, score });
  }

  @FieldResolver(() => LabelRegionsObject, { description: "Where in the image it is." })
  regions(
    @Root() { scored, position }: LabelScoreObject,
    @Ctx() context: RequestContext,
  ): Promise<LabelRegionsObject> {
    const { imageId, model, labels } = scored;
    if (!("vocabulary" in labels)) return freeRegionsOf(context, { scored: { ...scored, labels }, position });
    const { id: vocabularyId } = labels.vocabulary;
    return regionsOf(context, { imageId, vocabularyId, modelVersionId: model.id, position });
  }

  @FieldResolver(() => LabelOrigin, { nullable: true, description: "How it got its vector for the model." })
  async origin(
    @Root() score: LabelScoreObject,
    @Ctx() { loaders }: RequestContext,
  ): Promise<LabelOrigin | null> {
    const found = await originOf(score, loaders);
    return found && LabelOrigin[found.origin];
  }

  @CountsFor(2)
  @FieldResolver(() => [String], {
    description: "The texts that were encoded, or the words that were looked up, for it.",
  })
  async words(
    @Root() score: LabelScoreObject,
    @Ctx() { loaders }: RequestContext,
  ): Promise<readonly string[]> {
    return (await originOf(score, loaders))?.words ?? [];
  }
}

async function originOf(
  { scored: { labels, model }, position }: LabelScoreObject,
  { labelOrigins }: Loaders,
): Promise<NewLabelVectors["origins"][number] | null> {
  if (!("vocabulary" in labels)) return labels.origins[position]!;
  return labelOrigins.load({ vocabularyId: labels.vocabulary.id, position, spaceId: model.spaceId });
}
