import { Field, ObjectType } from "type-graphql";
import type { BenchmarkImportRow } from "../../storage/benchmarks/benchmark-imports";
import { Node } from "../node";
import { Work } from "../work/work";

@ObjectType("BenchmarkImport", {
  implements: [Node, Work],
  description:
    "A benchmark set that a command stores from files of its host. Stopped or killed, the same command goes on with it.",
})
export class BenchmarkImportObject extends Work<BenchmarkImportRow> {
  @Field(() => String, { description: "What the set is called." })
  get name(): string {
    return this.row.name;
  }
}
