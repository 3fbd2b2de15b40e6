import { ArgsType, Field, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import type { TagRow } from "../../storage/images/list-tags";
import { connectionType, PageArgs } from "../connection";
import { OrderDirection } from "../list-order";

@ObjectType("Tag", { description: "A word that images are tagged with." })
export class TagObject {
  constructor(readonly row: TagRow) {}

  @Field(() => String, { description: "The word, as it is written most often." })
  get tag(): string {
    return this.row.tag;
  }

  @Field(() => Int, { description: "How many images are tagged with it, in upper or lower case." })
  get imageCount(): number {
    return this.row.imageCount;
  }

  @Field(() => Int, { description: "On how many of them a person put it, rather than a prediction." })
  get byHandCount(): number {
    return this.row.byHandCount;
  }
}

export const TagConnection = connectionType("Tag", TagObject);

enum TagOrderBy {
  NAME = "NAME",
  IMAGES = "IMAGES",
}
registerEnumType(TagOrderBy, {
  name: "TagOrderBy",
  description: "What tags can be ordered by.",
  valuesConfig: {
    NAME: { description: "Their words, ignoring case." },
    IMAGES: { description: "How many images have them; those of as many by their words." },
  },
});

@InputType({ description: "How tags are ordered." })
class TagOrder {
  @Field(() => TagOrderBy, { description: "What by." })
  by!: TagOrderBy;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: "Which end comes first." })
  direction!: OrderDirection;
}

@ArgsType()
export class TagsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: "A part of the words, in upper or lower case." })
  contains?: string | null;

  @Field(() => TagOrder, { nullable: true, description: "By their words if left out." })
  orderBy?: TagOrder | null;
}
