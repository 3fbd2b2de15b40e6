import { Field, Float, ObjectType } from "type-graphql";
import type { ImageRow } from "../../storage/images/images";
import { ImageObject } from "../images/image";

@ObjectType("SimilarImage", { description: "An image that is like another." })
export class SimilarImageObject {
  constructor(
    private readonly row: ImageRow,
    similarity: number,
  ) {
    this.similarity = similarity;
  }

  @Field(() => ImageObject, { description: "The image." })
  get image(): ImageObject {
    return new ImageObject(this.row);
  }

  @Field(() => Float, { description: "How like it is, at most 1: a cosine." })
  similarity: number;
}
