import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { BenchmarkSetObject } from "../../schema/benchmarks/benchmark-set";
import { InvalidInputError } from "../../schema/graphql-errors";
import { DeletedImages, DeleteImagesInput, DeleteImagesResult } from "../../schema/images/delete-images";
import { deleteChosenImages } from "../../services/images/delete-chosen-images";
import { findBenchmarkSets } from "../../storage/benchmarks/benchmark-sets";
import { resultOf } from "../expected-errors";
import type { RequestContext } from "../request-context";
import { chosenImages } from "../tags/chosen-images";

const MAX_SETS = 20;

@Resolver()
export class DeleteImagesResolver {
  @Mutation(() => DeleteImagesResult, {
    description:
      "Deletes images with their predictions and regions, in lots of 250; the same call again does what an error left. Images of benchmark sets are left.",
  })
  deleteImages(
    @Arg("input", () => DeleteImagesInput, { description: "The images to delete." }) input: DeleteImagesInput,
    @Ctx() { services, signal }: RequestContext,
  ): Promise<typeof DeleteImagesResult> {
    return resultOf(async () => {
      const { usedBy, ...counts } = await deleteChosenImages(
        services.db,
        chosenImages(services, input, signal),
      );
      const sets = await findBenchmarkSets(services.db, [...usedBy].slice(0, MAX_SETS));
      return new DeletedImages(
        counts,
        sets.map((set) => new BenchmarkSetObject(set)),
      );
    }, [InvalidInputError]);
  }
}
