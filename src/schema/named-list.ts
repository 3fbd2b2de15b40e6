import { ArgsType, Field, InputType } from "type-graphql";
import { PageArgs } from "./connection";
import { ListOrder } from "./list-order";

@InputType({ description: "Which things to list: those that meet every condition given." })
export class NameFilter {
  @Field(() => String, { nullable: true, description: "A part of their names, in upper or lower case." })
  nameContains?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Their name, letter by letter: all versions, where a name has several.",
  })
  name?: string | null;
}

/** A page of a list that can be ordered; each list has its own filter. */
@ArgsType()
export class OrderedPageArgs extends PageArgs {
  @Field(() => ListOrder, { nullable: true, description: "Newest first if left out." })
  orderBy?: ListOrder | null;
}

@ArgsType()
export class NamedListArgs extends OrderedPageArgs {
  @Field(() => NameFilter, { nullable: true, description: "Which; all if left out." })
  filter?: NameFilter | null;
}

/** A filter without the conditions that are null, which means left out. */
export function conditionsOf<T extends object>(
  filter: T | null | undefined,
): { [K in keyof T]?: NonNullable<T[K]> } {
  const given = Object.entries(filter ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given) as { [K in keyof T]?: NonNullable<T[K]> };
}
