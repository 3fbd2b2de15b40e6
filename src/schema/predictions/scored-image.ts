import { createUnionType, Field, ID, InputType, Int, ObjectType } from "type-graphql";
import {
  InvalidInputError,
  InvalidVocabularyError,
  NotFoundError,
  VectorSpaceMismatchError,
} from "../graphql-errors";
import type { ScoredAgainst } from "./label-score";
import { PROMPT } from "./prediction";

@ObjectType("ScoredImage", {
  description: "A stored image's best labels by one model version. They are not stored.",
})
export class ScoredImageObject {
  constructor(readonly scored: ScoredAgainst) {}
}

export const SCORE_IMAGE_ERRORS = [
  InvalidInputError,
  InvalidVocabularyError,
  VectorSpaceMismatchError,
  NotFoundError,
] as const;

export const ScoreImageResult = createUnionType({
  name: "ScoreImageResult",
  description: "The scores of labels, or why there are none.",
  types: () => [ScoredImageObject, ...SCORE_IMAGE_ERRORS] as const,
});

@InputType({ description: "A stored image, and what to score it against. Nothing is stored." })
export class ScoreImageInput {
  @Field(() => ID, { description: "The image." })
  imageId!: string;

  @Field(() => ID, {
    nullable: true,
    description: "The vocabulary to score it against; without it, `labels`.",
  })
  vocabularyId?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      "1 to 100 labels: with a vocabulary, those of it that count; without one, any that the model version can make vectors of, for one with a text encoder in any words.",
  })
  labels?: string[] | null;

  @Field(() => String, { nullable: true, description: PROMPT })
  prompt?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The model version to score it by; the active one if left out.",
  })
  modelVersionId?: string | null;

  @Field(() => Int, { defaultValue: 5, description: "How many of the best labels to give, 1 to 1,000." })
  topK!: number;

  @Field(() => Int, {
    nullable: true,
    description: "Give up (DEADLINE_EXCEEDED) after this many milliseconds without a result.",
  })
  deadlineMs?: number | null;
}
