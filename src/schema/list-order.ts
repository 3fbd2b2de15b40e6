import { Field, InputType, registerEnumType } from "type-graphql";
import { type NamedOrder, NEWEST } from "../storage/database/named-lists";

enum OrderBy {
  ADDED = "ADDED",
  NAME = "NAME",
}
registerEnumType(OrderBy, {
  name: "OrderBy",
  description: "What a list can be ordered by.",
  valuesConfig: {
    ADDED: { description: "When things were added." },
    NAME: { description: "Their names, ignoring case; things of the same name by their age." },
  },
});

export enum OrderDirection {
  ASC = "ASC",
  DESC = "DESC",
}
registerEnumType(OrderDirection, {
  name: "OrderDirection",
  description: "Which end of the order a list begins with.",
  valuesConfig: {
    ASC: { description: "Oldest, or A, first." },
    DESC: { description: "Newest, or Z, first." },
  },
});

@InputType({ description: "How a list is ordered." })
export class ListOrder {
  @Field(() => OrderBy, { description: "What by." })
  by!: OrderBy;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: "Which end comes first." })
  direction!: OrderDirection;
}

/** The requested order; newest first if there is none. */
export const orderOf = (order: ListOrder | null | undefined): NamedOrder => order ?? NEWEST;
