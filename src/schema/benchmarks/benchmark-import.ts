import { Field, ObjectType } from "type-graphql";
import type { BenchmarkImportRow } from "../../storage/benchmarks/benchmark-imports";
import { Node } from "../node";
import { Work } from "../work/work";

@ObjectType("BenchmarkImport", {
  implements: [Node, Work],
  description:
    "The import of a benchmark set by a command, from files on its host. If it is stopped or killed, the same command goes on with it.",
})
export class BenchmarkImportObject extends Work<BenchmarkImportRow> {
  @Field(() => String, { description: "The name of the set." })
  get name(): string {
    return this.row.name;
  }
}
