import { Field, ID, InputType } from "type-graphql";
import { ImageFilterInput } from "./image-list";

@InputType({ description: "Which images." })
export abstract class ChosenImagesInput {
  @Field(() => [ID], { nullable: true, description: "1 to 10,000 stored images; either these or a filter." })
  imageIds?: string[] | null;

  @Field(() => ImageFilterInput, {
    nullable: true,
    description: "All images that meet it; `{}` is all that a person added.",
  })
  filter?: ImageFilterInput | null;
}
