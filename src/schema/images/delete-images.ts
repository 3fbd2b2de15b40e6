import { createUnionType, Field, InputType, Int, ObjectType } from "type-graphql";
import { BenchmarkSetObject } from "../benchmarks/benchmark-set";
import { CountsFor } from "../entries";
import { InvalidInputError } from "../graphql-errors";
import { ChosenImagesInput } from "../tags/change-tags";

@InputType({ description: "Which images to delete. Those that are gone already count for nothing." })
export class DeleteImagesInput extends ChosenImagesInput {}

@ObjectType({ description: "Images that were deleted, each with everything that belonged to it." })
export class DeletedImages {
  constructor(
    readonly counts: { readonly deletedCount: number; readonly inUseCount: number },
    usedBy: BenchmarkSetObject[],
  ) {
    this.usedBy = usedBy;
  }

  @Field(() => Int, { description: "How many are gone." })
  get deletedCount(): number {
    return this.counts.deletedCount;
  }

  @Field(() => Int, { description: "How many were left, because a benchmark set has them." })
  get inUseCount(): number {
    return this.counts.inUseCount;
  }

  @CountsFor(5)
  @Field(() => [BenchmarkSetObject], {
    description: "The benchmark sets that have these, up to 20: delete a set first, then its images.",
  })
  usedBy: BenchmarkSetObject[];
}

export const DeleteImagesResult = createUnionType({
  name: "DeleteImagesResult",
  description: "What was deleted, or why nothing was.",
  types: () => [DeletedImages, InvalidInputError] as const,
});
