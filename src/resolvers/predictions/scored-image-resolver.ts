import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { RegionaryError } from "../../errors";
import { CountsFor } from "../../schema/entries";
import { ImageObject } from "../../schema/images/image";
import { ModelVersionObject } from "../../schema/models/model-version";
import { LabelScoreObject } from "../../schema/predictions/label-score";
import {
  SCORE_IMAGE_ERRORS,
  ScoredImageObject,
  ScoreImageInput,
  ScoreImageResult,
} from "../../schema/predictions/scored-image";
import { VocabularyObject } from "../../schema/vocabularies/vocabulary";
import { fromGlobalId, fromGlobalIdIfGiven } from "../../services/global-id";
import { classifyLabels } from "../../services/predictions/classify-labels";
import { scoreByVocabulary } from "../../services/predictions/score-by-vocabulary";
import { refusePrompt } from "../../services/vocabularies/free-labels";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";

@Resolver(() => ScoredImageObject)
export class ScoredImageResolver {
  @Query(() => ScoreImageResult, {
    description:
      "Scores a stored image at once, against a vocabulary or any labels, by any model version; nothing is stored. The image is encoded only if its regions are not known.",
  })
  scoreImage(
    @Arg("input", () => ScoreImageInput, { description: "The image, and what to score it against." })
    { imageId, vocabularyId, modelVersionId, prompt = null, ...input }: ScoreImageInput,
    @Ctx() { services, signal, caller }: RequestContext,
  ): Promise<typeof ScoreImageResult> {
    return resultOf(async () => {
      const { labels = null, topK, deadlineMs } = input;
      const vocabulary = fromGlobalIdIfGiven("Vocabulary", vocabularyId);
      const asked = {
        image: { imageId: fromGlobalId("Image", imageId) },
        modelVersionId: fromGlobalIdIfGiven("ModelVersion", modelVersionId),
        ...{ topK, deadlineMs, signal, caller },
      };
      if (vocabulary !== null) {
        refusePrompt(prompt);
        const scored = await scoreByVocabulary(services, { ...asked, vocabularyId: vocabulary, labels });
        return new ScoredImageObject(scored);
      }
      if (labels === null)
        throw new RegionaryError("INVALID_INPUT", "Give a vocabularyId, labels or both; got neither.");
      return new ScoredImageObject(await classifyLabels(services, { ...asked, labels, prompt }));
    }, SCORE_IMAGE_ERRORS);
  }

  @CountsFor(20)
  @FieldResolver(() => [LabelScoreObject], {
    description: "The best labels with their scores, the best first.",
  })
  async labels(
    @Root() { scored }: ScoredImageObject,
    @Ctx() { loaders }: RequestContext,
  ): Promise<LabelScoreObject[]> {
    const { labels, best } = scored;
    if (!("vocabulary" in labels))
      return best.labels.map((n, index) => new LabelScoreObject(scored, index, labels.labels[n]!, null));
    const { id: vocabularyId } = labels.vocabulary;
    const rows = await Promise.all(
      best.labels.map((position) => loaders.labels.load({ vocabularyId, position })),
    );
    return rows.flatMap((row, index) => (row ? [new LabelScoreObject(scored, index, row.label, row)] : []));
  }

  @FieldResolver(() => ImageObject, {
    nullable: true,
    description: "The image; null if it was just deleted.",
  })
  image(@Root() { scored }: ScoredImageObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.images.load(scored.imageId), ImageObject);
  }

  @FieldResolver(() => VocabularyObject, {
    nullable: true,
    description: "The vocabulary that the labels are of; null for labels that came with the request.",
  })
  vocabulary(@Root() { scored: { labels } }: ScoredImageObject): VocabularyObject | null {
    return "vocabulary" in labels ? new VocabularyObject(labels.vocabulary) : null;
  }

  @FieldResolver(() => ModelVersionObject, {
    nullable: true,
    description: "The model version that scored it; null if it was just deleted.",
  })
  modelVersion(@Root() { scored }: ScoredImageObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(loaders.modelVersions.load(scored.model.id), ModelVersionObject);
  }
}
