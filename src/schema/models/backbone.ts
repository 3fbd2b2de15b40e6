import { Field, ID, InputType, ObjectType } from "type-graphql";
import { toGlobalId } from "../../services/global-id";
import type { BackboneName } from "../../storage/models/backbones";
import { connectionType } from "../connection";
import { Node } from "../node";

@ObjectType("Backbone", {
  implements: Node,
  description:
    "Makes the features of pictures on which heads are trained. The same files are the same backbone.",
})
export class BackboneObject implements Node {
  constructor(readonly row: BackboneName) {}

  get id(): string {
    return toGlobalId("Backbone", this.row.id);
  }

  @Field(() => String, { description: "The name under which it was first imported." })
  get name(): string {
    return this.row.name;
  }

  @Field(() => String, { description: "SHA-256 over its files, in hex." })
  get contentHash(): string {
    return this.row.packageHash;
  }

  @Field(() => Date, { description: "When it was imported." })
  get createdAt(): Date {
    return this.row.createdAt;
  }
}

export const BackboneConnection = connectionType("Backbone", BackboneObject);

@InputType({ description: "Which backbone to delete." })
export class DeleteBackboneInput {
  @Field(() => ID, { description: "The backbone to delete; delete what uses it first." })
  id!: string;
}
