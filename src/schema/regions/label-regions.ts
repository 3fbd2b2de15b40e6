import { Field, Float, Int, ObjectType } from "type-graphql";
import { CountsFor } from "../entries";

@ObjectType("RegionBox", {
  description:
    "A rectangle in pixels of the picture as a person sees it; its right and bottom edges are just outside it.",
})
class RegionBoxObject {
  @Field(() => Int, { description: "First column." })
  left!: number;

  @Field(() => Int, { description: "First row." })
  top!: number;

  @Field(() => Int, { description: "The column just after its last." })
  right!: number;

  @Field(() => Int, { description: "The row just after its last." })
  bottom!: number;

  @Field(() => Float, { description: "The largest response in it." })
  score!: number;
}

@ObjectType("LabelRegions", { description: "Where a label is in an image, by one model version." })
export class LabelRegionsObject {
  @Field(() => Int, {
    description: "The label's place in the vocabulary, or among the labels of the request.",
  })
  position!: number;

  @CountsFor(8)
  @Field(() => [[Float]], {
    description:
      "The label's response in each cell of the grid over the image, row by row (14x14 for VGG19).",
  })
  scores!: number[][];

  @Field(() => Float, { description: "The largest of them." })
  peak!: number;

  @CountsFor(2)
  @Field(() => [RegionBoxObject], {
    description:
      "A box around each group of touching cells at or above half the peak, the strongest first; none if the peak is not above 0. Where responses are cosines, half is halfway from the mean of the lower half of the cells to the peak; none if these hardly differ, so that no place stands out.",
  })
  boxes!: RegionBoxObject[];

  /** Where its heat map is, without a size and format. */
  readonly heatMapAddress!: string;
}
