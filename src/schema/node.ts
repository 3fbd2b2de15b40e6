import { Field, ID, InterfaceType } from "type-graphql";

@InterfaceType({ description: "Anything that has an id of its own and can be fetched again by it." })
export abstract class Node {
  @Field(() => ID, { description: "Opaque, unique over all types, and the same for ever." })
  abstract readonly id: string;
}
