import { Field, Float, Int, ObjectType } from "type-graphql";
import { LaneState } from "./runtime-enums";

@ObjectType({ description: "A thread that does one kind of work." })
export class LaneStatus {
  @Field(() => String, {
    description:
      "`pixels`, `encode` (`encode-2` and so on where there are several), `encode-memory`, `score`, `text` or `sketch`.",
  })
  name!: string;

  @Field(() => LaneState, { description: "What it is doing." })
  state!: LaneState;

  @Field(() => Int, {
    description:
      "Threads that share its tasks: several for `pixels`. Those that a model computes with come on top.",
  })
  threads!: number;

  @Field(() => Int, { description: "How many tasks it was given." })
  calls!: number;

  @Field(() => Float, {
    description:
      "Milliseconds that it has been at work, summed over its threads: from two of these and the time between follows how busy it was.",
  })
  busyMs!: number;

  @Field(() => Int, { description: "How often its thread ended and was replaced." })
  restarts!: number;
}
