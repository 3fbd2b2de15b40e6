import { ArgsType, Field, ID, InputType } from "type-graphql";
import { fromGlobalId } from "../../services/global-id";
import type { BenchmarkSetFilter } from "../../storage/benchmarks/list-benchmark-sets";
import { conditionsOf, NameFilter, OrderedPageArgs } from "../named-list";
import { BenchmarkKind } from "./benchmark-enums";

@InputType("BenchmarkSetFilter", {
  description: "Which benchmark sets to list: those that meet every condition given.",
})
class BenchmarkSetFilterInput extends NameFilter {
  @Field(() => BenchmarkKind, { nullable: true, description: "What they consist of." })
  kind?: BenchmarkKind | null;

  @Field(() => ID, { nullable: true, description: "The vocabulary that they are scored against." })
  vocabularyId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether all of their images are stored." })
  complete?: boolean | null;
}

@ArgsType()
export class BenchmarkSetsArgs extends OrderedPageArgs {
  @Field(() => BenchmarkSetFilterInput, { nullable: true, description: "Which; all if left out." })
  filter?: BenchmarkSetFilterInput | null;
}

export function benchmarkSetFilterOf(filter: BenchmarkSetFilterInput | null | undefined): BenchmarkSetFilter {
  const { vocabularyId, ...conditions } = conditionsOf(filter);
  if (vocabularyId === undefined) return conditions;
  return { ...conditions, vocabularyId: fromGlobalId("Vocabulary", vocabularyId) };
}
