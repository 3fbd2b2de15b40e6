import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { CountsFor } from "../../schema/entries";
import { ImageObject } from "../../schema/images/image";
import { ModelVersionObject } from "../../schema/models/model-version";
import { ImageCorrectionObject, ImageTagObject } from "../../schema/tags/image-tag";
import { VocabularyObject } from "../../schema/vocabularies/vocabulary";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";

@Resolver(() => ImageObject)
export class TaggedImageResolver {
  @CountsFor(5)
  @FieldResolver(() => [ImageTagObject], { description: "Its tags, in alphabetical order, up to 200." })
  async tags(@Root() { row }: ImageObject, @Ctx() { loaders }: RequestContext) {
    return (await loaders.imageTags.load(row.id)).map((tag) => new ImageTagObject(tag));
  }

  @CountsFor(5)
  @FieldResolver(() => [ImageCorrectionObject], {
    description: "The labels that are not in it, as people said, in alphabetical order, up to 200.",
  })
  async corrections(@Root() { row }: ImageObject, @Ctx() { loaders }: RequestContext) {
    return (await loaders.corrections.load(row.id)).map(
      (correction) => new ImageCorrectionObject(correction),
    );
  }
}

@Resolver(() => ImageTagObject)
export class ImageTagResolver {
  @FieldResolver(() => ModelVersionObject, {
    nullable: true,
    description:
      "The model version whose prediction put it there; null for one by hand, or if it was deleted.",
  })
  modelVersion(@Root() { row }: ImageTagObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(
      row.modelVersionId ? loaders.modelVersions.load(row.modelVersionId) : null,
      ModelVersionObject,
    );
  }

  @FieldResolver(() => VocabularyObject, {
    nullable: true,
    description: "The vocabulary of that prediction; null for one by hand, or if it was deleted.",
  })
  vocabulary(@Root() { row }: ImageTagObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(row.vocabularyId ? loaders.vocabularies.load(row.vocabularyId) : null, VocabularyObject);
  }
}
