import { ArgsType, Field, InputType } from "type-graphql";
import { PageArgs } from "./connection";
import { ListOrder } from "./list-order";

@InputType({ description: "Which of the things of a list: those that meet all that is given." })
export class NameFilter {
  @Field(() => String, { nullable: true, description: "A part of their names, in upper or lower case." })
  nameContains?: string | null;
}

/** A page of a list that can be ordered; its filter is the list's own. */
@ArgsType()
export class OrderedPageArgs extends PageArgs {
  @Field(() => ListOrder, { nullable: true, description: "The newest first if left out." })
  orderBy?: ListOrder | null;
}

@ArgsType()
export class NamedListArgs extends OrderedPageArgs {
  @Field(() => NameFilter, { nullable: true, description: "Which; all if left out." })
  filter?: NameFilter | null;
}

/** A filter without what was given as null, which is no condition. */
export function conditionsOf<T extends object>(
  filter: T | null | undefined,
): { [K in keyof T]?: NonNullable<T[K]> } {
  const given = Object.entries(filter ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given) as { [K in keyof T]?: NonNullable<T[K]> };
}
