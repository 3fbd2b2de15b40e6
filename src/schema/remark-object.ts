import { Field, Int, ObjectType } from "type-graphql";
import type { Remark } from "../remark";
import { CountsFor } from "./entries";

@ObjectType("Remark", {
  description:
    "What an import left out, repaired or found odd, by kind. The command says it too, at its end.",
})
export class RemarkObject implements Remark {
  @Field(() => String, { description: "Its kind, such as MISSING_PICTURES or BROKEN_PICTURES." })
  code!: string;

  @Field(() => String, { description: "A sentence for people." })
  message!: string;

  @Field(() => Int, { description: "How many things it is about." })
  count!: number;

  @CountsFor(5)
  @Field(() => [String], { description: "The first of them, with their places or reasons; at most 5." })
  examples!: string[];
}
