import { createUnionType, Field, ID, InputType, ObjectType } from "type-graphql";
import type { IndexingRow } from "../../storage/search/image-indexings";
import {
  InvalidInputError,
  InvalidVocabularyError,
  NotFoundError,
  VectorSpaceMismatchError,
} from "../graphql-errors";
import { Node } from "../node";
import { Work } from "../work/work";
import { acceptedType } from "../work/work-results";

@ObjectType("ImageIndexing", {
  implements: [Node, Work],
  description:
    "The indexing of stored images for search: of those that a model's index lacks. Canceled or failed, it can be resumed: what is indexed is kept.",
})
export class ImageIndexingObject extends Work<IndexingRow> {}

@InputType({ description: "For which model stored images are indexed." })
export class IndexImagesInput {
  @Field(() => ID, {
    nullable: true,
    description: "The model version; by default the one that makes predictions.",
  })
  modelVersionId!: string | null;
}

@InputType({ description: "Which labels are scored for every stored image, and by which model." })
export class IndexVocabularyInput {
  @Field(() => ID, { description: "The vocabulary." })
  vocabularyId!: string;

  @Field(() => ID, {
    nullable: true,
    description: "The model version; by default the one that makes predictions.",
  })
  modelVersionId!: string | null;
}

export const AcceptedImageIndexing = acceptedType("AcceptedImageIndexing", {
  ...{ field: "indexing", object: ImageIndexingObject },
});

export const IndexImagesResult = createUnionType({
  name: "IndexImagesResult",
  description: "The indexing, or why there is none.",
  types: () => [AcceptedImageIndexing, InvalidInputError, NotFoundError] as const,
});

export const IndexVocabularyResult = createUnionType({
  name: "IndexVocabularyResult",
  description: "The indexing, or why there is none.",
  types: () =>
    [
      ...[AcceptedImageIndexing, InvalidVocabularyError, VectorSpaceMismatchError],
      ...[InvalidInputError, NotFoundError],
    ] as const,
});
