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
    "The making of an 8-bit version of a model version, with measurements of it. Once accepted, it is completed whatever happens to the service.",
})
export class ModelQuantizationObject extends Work<QuantizationRow> {
  @Field(() => String, { description: "The name of the 8-bit version." })
  get name(): string {
    return this.row.name;
  }

  @Field(() => Int, {
    description: "How many of the images its ranges are taken from; it is measured on the others.",
  })
  get rangeImages(): number {
    return this.row.forRanges;
  }

  @Field(() => Quantization, {
    nullable: true,
    description: "How the 8-bit version compares with float32; null until it is complete.",
  })
  get report(): Quantization | null {
    return this.row.report && new Quantization(this.row.report);
  }
}

@InputType({ description: "What to make an 8-bit version of, and with which images." })
export class QuantizeModelInput {
  @Field(() => ID, {
    description:
      "The float32 version; its backbone must be a chain of convolutions, as VGG19 is, or a vision transformer.",
  })
  modelVersionId!: string;

  @Field(() => [ID], { description: "2 to 10,000 stored images like those to be labeled." })
  imageIds!: string[];

  @Field(() => Int, {
    defaultValue: 16,
    description: "How many of them, evenly spread, its ranges are taken from; it is measured on the others.",
  })
  rangeImages!: number;

  @Field(() => String, {
    nullable: true,
    description: "What to call it; by default the model's name with -int8.",
  })
  name?: string;

  @Field(() => ID, {
    nullable: true,
    description: "The vocabulary whose labels are compared; by default the newest that fits the model.",
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
