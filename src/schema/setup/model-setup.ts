import { createUnionType, Field, InputType, ObjectType } from "type-graphql";
import { CATALOGUE } from "../../services/setup/catalogue";
import type { SetupRow } from "../../storage/setup/model-setups";
import { ConflictError, InvalidInputError, NotFoundError } from "../graphql-errors";
import { Node } from "../node";
import { Work } from "../work/work";
import { acceptedType } from "../work/work-results";

@ObjectType("ModelSetup", {
  implements: [Node, Work],
  description:
    "The fetching, importing and activating of a model of the catalogue, with vocabularies to begin with. Canceled or failed, it can be resumed: what was downloaded is kept.",
})
export class ModelSetupObject extends Work<SetupRow> {
  @Field(() => String, { description: "The model's id in the catalogue." })
  get catalogueId(): string {
    return this.row.catalogueId;
  }

  @Field(() => String, { description: "Its title there, or its id if it is there no longer." })
  get title(): string {
    return CATALOGUE.find(({ id }) => id === this.row.catalogueId)?.title ?? this.row.catalogueId;
  }
}

@InputType({ description: "Which model of the catalogue to set up." })
export class SetUpModelInput {
  @Field(() => String, { description: "Its `catalogueId`, such as `clip-b16-datacomp`." })
  catalogueId!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      "Whether the person was told the terms of a model whose `licenseVerified` is false, and goes on.",
  })
  acceptUnverifiedTerms!: boolean;
}

export const AcceptedModelSetup = acceptedType("AcceptedModelSetup", {
  ...{ field: "setup", object: ModelSetupObject },
});

export const SetUpModelResult = createUnionType({
  name: "SetUpModelResult",
  description: "The setup, or why there is none.",
  types: () => [AcceptedModelSetup, InvalidInputError, NotFoundError, ConflictError] as const,
});
