import { Field, Int, ObjectType } from "type-graphql";
import type { WorkEventRow } from "../../storage/work/work-events";
import { WorkPhase, WorkState } from "./work-enums";

@ObjectType("WorkEvent", {
  description: "A change in some work. Events are numbered 1, 2, 3 … without gaps.",
})
export class WorkEventObject<Row extends WorkEventRow = WorkEventRow> {
  constructor(readonly row: Row) {}

  @Field(() => Int, { description: "Its number." })
  get sequence(): number {
    return this.row.sequence;
  }

  @Field(() => WorkState, {
    description: "The state after it; COMPLETED, FAILED or CANCELLED is the last, unless it is resumed.",
  })
  get state(): WorkState {
    return WorkState[this.row.state];
  }

  @Field(() => WorkPhase, { nullable: true, description: "The phase that it was in." })
  get phase(): WorkPhase | null {
    return this.row.phase && WorkPhase[this.row.phase];
  }

  @Field(() => Int, { description: "How many units were done." })
  get done(): number {
    return this.row.done;
  }

  @Field(() => Int, { description: "How many units failed." })
  get failed(): number {
    return this.row.failed;
  }

  @Field(() => Int, { description: "How many units there were to do." })
  get total(): number {
    return this.row.total;
  }

  @Field(() => Date, { description: "When it happened." })
  get createdAt(): Date {
    return this.row.createdAt;
  }
}
