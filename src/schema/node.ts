import { Field, ID, InterfaceType } from "type-graphql";

@InterfaceType({ description: "Anything that has an id and can be fetched by it." })
export abstract class Node {
  @Field(() => ID, { description: "Opaque, unique across all types, and never changing." })
  abstract readonly id: string;
}
