import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import {
  AcceptedBenchmarkImport,
  BenchmarkImportObject,
  ImportBenchmarkSetInput,
  ImportBenchmarkSetResult,
} from "../../schema/benchmarks/benchmark-import";
import { BenchmarkSetObject } from "../../schema/benchmarks/benchmark-set";
import { ConflictError, InvalidInputError, NotFoundError } from "../../schema/graphql-errors";
import { ResumableUploadObject } from "../../schema/uploads/resumable-upload";
import { acceptUploadedSet } from "../../services/benchmarks/uploaded/accept-import";
import { fromGlobalId } from "../../services/global-id";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";

@Resolver(() => BenchmarkImportObject)
export class BenchmarkImportResolver {
  @Mutation(() => ImportBenchmarkSetResult, {
    description:
      "Accepts the import of a benchmark set from an uploaded archive, and answers at once. The same request again gives the same import.",
  })
  importBenchmarkSet(
    @Arg("input", () => ImportBenchmarkSetInput, { description: "The archive, and how it is read." })
    { name, uploadId, format = null, zero = null, ...reading }: ImportBenchmarkSetInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof ImportBenchmarkSetResult> {
    return resultOf(async () => {
      const { unlisted, skipMissing, skipBroken } = reading;
      const work = await acceptUploadedSet(services.db, {
        ...{ name, uploadId: fromGlobalId("ResumableUpload", uploadId) },
        reading: { format, unlisted, zero, skipMissing, skipBroken },
      });
      return new AcceptedBenchmarkImport(new BenchmarkImportObject(work));
    }, [InvalidInputError, NotFoundError, ConflictError]);
  }

  @FieldResolver(() => BenchmarkSetObject, {
    nullable: true,
    description: "The set; null until it is complete, and after it was deleted.",
  })
  benchmarkSet(@Root() { row }: BenchmarkImportObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(row.setId ? loaders.benchmarkSets.load(row.setId) : null, BenchmarkSetObject);
  }

  @FieldResolver(() => ResumableUploadObject, {
    nullable: true,
    description: "What it is imported from; null once it is complete, and for a command's.",
  })
  upload(@Root() { row }: BenchmarkImportObject, @Ctx() { loaders }: RequestContext) {
    const isNeeded = row.uploadId !== null && row.state !== "COMPLETED";
    return objectOf(isNeeded ? loaders.uploads.load(row.uploadId!) : null, ResumableUploadObject);
  }
}
