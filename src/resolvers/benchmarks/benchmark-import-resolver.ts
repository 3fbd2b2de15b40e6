import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { BenchmarkImportObject } from "../../schema/benchmarks/benchmark-import";
import { BenchmarkSetObject } from "../../schema/benchmarks/benchmark-set";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";

@Resolver(() => BenchmarkImportObject)
export class BenchmarkImportResolver {
  @FieldResolver(() => BenchmarkSetObject, {
    nullable: true,
    description: "The set; null until it is complete, and after it was deleted.",
  })
  benchmarkSet(@Root() { row }: BenchmarkImportObject, @Ctx() { loaders }: RequestContext) {
    return objectOf(row.setId ? loaders.benchmarkSets.load(row.setId) : null, BenchmarkSetObject);
  }
}
