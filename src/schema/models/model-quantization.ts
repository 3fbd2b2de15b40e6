import { createUnionType, Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { QuantizationRow } from "../../storage/models/quantizations";
import {
  ConflictError,
  InvalidInputError,
  InvalidVocabularyError,
  NotFoundError,
  VectorSpaceMismatchError,
} from "../graphql-errors";
import { Node } from "../node";
import { Work } from "../work/work";
import { acceptedType } from "../work/work-results";
import { Quantization } from "./quantization";

@ObjectType("ModelQuantization", {
  implements: [Node, Work],
  description:
    "An 8-bit version that is made of a model version, and measured. Once accepted it comes to its end, whatever happens to the service.",
})
export class ModelQuantizationObject extends Work<QuantizationRow> {
  @Field(() => String, { description: "What the 8-bit version is called." })
  get name(): string {
    return this.row.name;
  }

  @Field(() => Int, {
    description: "How many of the images give the ranges of the 8 bits; the others measure.",
  })
  get rangeImages(): number {
    return this.row.forRanges;
  }

  @Field(() => Quantization, { nullable: true, description: "What it measured; null until it is complete." })
  get report(): Quantization | null {
    return this.row.report && new Quantization(this.row.report);
  }
}

@InputType({ description: "Of what to make an 8-bit version, and by which images." })
export class QuantizeModelInput {
  @Field(() => ID, {
    description: "The float32 version: its backbone is a chain of convolutions, such as VGG19.",
  })
  modelVersionId!: string;

  @Field(() => [ID], { description: "2 to 10,000 stored images like those to be labeled." })
  imageIds!: string[];

  @Field(() => Int, {
    defaultValue: 16,
    description: "How many of them, evenly spread, give the ranges of the 8 bits; the others measure.",
  })
  rangeImages!: number;

  @Field(() => String, {
    nullable: true,
    description: "What to call it; the model's name with -int8 by default.",
  })
  name?: string;

  @Field(() => ID, {
    nullable: true,
    description: "The vocabulary whose labels are compared; the newest that fits the model by default.",
  })
  vocabularyId?: string;

  @Field(() => String, {
    nullable: true,
    description:
      "The same key and request give the same quantization, so that a request can be sent again safely.",
  })
  idempotencyKey?: string;
}

export const AcceptedModelQuantization = acceptedType("AcceptedModelQuantization", {
  ...{ field: "quantization", object: ModelQuantizationObject },
});

export const QuantizeModelResult = createUnionType({
  name: "QuantizeModelResult",
  description: "The quantization, or why there is none.",
  types: () =>
    [
      AcceptedModelQuantization,
      InvalidInputError,
      InvalidVocabularyError,
      VectorSpaceMismatchError,
      NotFoundError,
      ConflictError,
    ] as const,
});
