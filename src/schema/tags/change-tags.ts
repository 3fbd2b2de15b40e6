import { createUnionType, Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import { InvalidInputError, NotFoundError } from "../graphql-errors";
import { ImageFilterInput } from "../images/image-list";
import { TagOrigin } from "./image-tag";

@InputType({ description: "What a search found." })
export class FoundByInput {
  @Field(() => ID, {
    description: "What `searchImages` gave; SEARCH_EXPIRED if the search is no longer kept.",
  })
  searchId!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      "At most so many, the best. If left out, all at or above the search's `atLeastProbability`, which it must have.",
  })
  first?: number | null;
}

@InputType({ description: "Which images: one of these." })
export abstract class ChosenImagesInput {
  @Field(() => [ID], { nullable: true, description: "1 to 10,000 stored images." })
  imageIds?: string[] | null;

  @Field(() => ImageFilterInput, {
    nullable: true,
    description: "All images that meet it; `{}` is all that a person added.",
  })
  filter?: ImageFilterInput | null;

  @Field(() => FoundByInput, {
    nullable: true,
    description: "What a search finds, once that is proven, as long as the service remembers the search.",
  })
  found?: FoundByInput | null;
}

@InputType({ description: "Which predictions give tags." })
class TagsFromPredictionsInput {
  @Field(() => ID, {
    description: "The vocabulary whose labels become tags: of each image's newest prediction with it.",
  })
  vocabularyId!: string;

  @Field(() => Float, {
    description:
      "How probable a label must be, over 0 and at most 1. The model must have a calibration, or probabilities of its own.",
  })
  atLeastProbability!: number;
}

@InputType({ description: "Which images to tag, and with what." })
export class TagImagesInput extends ChosenImagesInput {
  @Field(() => [String], {
    nullable: true,
    description:
      "1 to 50 tags that a person puts on the images, of up to 200 characters; either these or predictions.",
  })
  tags?: string[] | null;

  @Field(() => TagsFromPredictionsInput, {
    nullable: true,
    description:
      "Tags from predictions. What a person said of a word stays: a tag by hand, and a correction.",
  })
  fromPredictions?: TagsFromPredictionsInput | null;
}

@InputType({ description: "Which tags to take off which images." })
export class UntagImagesInput extends ChosenImagesInput {
  @Field(() => [String], {
    nullable: true,
    description: "1 to 50 tags; if left out, all of the origin, which must be given then.",
  })
  tags?: string[] | null;

  @Field(() => TagOrigin, { nullable: true, description: "Only tags of this origin; of either if left out." })
  origin?: TagOrigin | null;
}

@InputType({ description: "Which label is not in which images." })
export class CorrectImagesInput extends ChosenImagesInput {
  @Field(() => String, { description: "The label; it is compared in lower case." })
  label!: string;
}

@InputType({ description: "Which correction is to be taken back for which images." })
export class WithdrawCorrectionsInput extends ChosenImagesInput {
  @Field(() => String, { description: "The label; it is compared in lower case." })
  label!: string;
}

@ObjectType("ChangedImages", { description: "What was changed." })
export class ChangedImagesObject {
  @Field(() => Int, { description: "How many images were named, or met the filter." })
  imageCount!: number;

  @Field(() => Int, {
    description: "How many tags or corrections are new, other than before, or gone; 0 if all was so already.",
  })
  changeCount!: number;

  constructor({ imageCount, changeCount }: Readonly<Record<"imageCount" | "changeCount", number>>) {
    Object.assign(this, { imageCount, changeCount });
  }
}

export const ChangeImagesResult = createUnionType({
  name: "ChangeImagesResult",
  description: "What was changed, or why nothing was.",
  types: () => [ChangedImagesObject, InvalidInputError, NotFoundError] as const,
});
