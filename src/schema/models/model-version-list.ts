import { ArgsType, Field, ID, InputType } from "type-graphql";
import { fromGlobalId } from "../../services/global-id";
import type { ModelVersionFilter } from "../../storage/models/list-model-versions";
import { conditionsOf, NameFilter, OrderedPageArgs } from "../named-list";

@InputType("ModelVersionFilter", {
  description: "Which model versions to list: those that meet every condition given.",
})
class ModelVersionFilterInput extends NameFilter {
  @Field(() => String, { nullable: true, description: "What kind of model they are, such as biam." })
  family?: string | null;

  @Field(() => ID, { nullable: true, description: "Their backbone." })
  backboneId?: string | null;
}

@ArgsType()
export class ModelVersionsArgs extends OrderedPageArgs {
  @Field(() => ModelVersionFilterInput, { nullable: true, description: "Which; all if left out." })
  filter?: ModelVersionFilterInput | null;
}

export function modelVersionFilterOf(filter: ModelVersionFilterInput | null | undefined): ModelVersionFilter {
  const { backboneId, ...conditions } = conditionsOf(filter);
  if (backboneId === undefined) return conditions;
  return { ...conditions, backboneId: fromGlobalId("Backbone", backboneId) };
}
