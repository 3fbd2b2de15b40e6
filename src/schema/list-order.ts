import { Field, InputType, registerEnumType } from "type-graphql";
import { type NamedOrder, NEWEST } from "../storage/database/named-lists";

export enum OrderBy {
  ADDED = "ADDED",
  NAME = "NAME",
}
registerEnumType(OrderBy, {
  name: "OrderBy",
  description: "What a list can be ordered by.",
  valuesConfig: {
    ADDED: { description: "When things were added." },
    NAME: { description: "Their names, upper and lower case alike; things of one name by their age." },
  },
});

export enum OrderDirection {
  ASC = "ASC",
  DESC = "DESC",
}
registerEnumType(OrderDirection, {
  name: "OrderDirection",
  description: "Which end of an order a list begins with.",
  valuesConfig: {
    ASC: { description: "The oldest, or A." },
    DESC: { description: "The newest, or Z." },
  },
});

@InputType({ description: "How a list is ordered." })
export class ListOrder {
  @Field(() => OrderBy, { description: "What by." })
  by!: OrderBy;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: "Beginning with what." })
  direction!: OrderDirection;
}

/** The order asked for; the newest first if none is. */
export const orderOf = (order: ListOrder | null | undefined): NamedOrder => order ?? NEWEST;
