import { Field, Int, ObjectType } from "type-graphql";

/** What is stored of accepted work, of whatever kind. */
interface WorkRow {
  readonly sequence: number;
  readonly errorMessage: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** The fields that batches, trainings and evaluation runs share: work that is accepted, begun, ended and watched. */
@ObjectType()
export abstract class DurableWork<Row extends WorkRow> {
  constructor(readonly row: Row) {}

  @Field(() => Int, {
    description: "The number of its latest event; subscribe with it as `afterSequence` to miss none.",
  })
  get sequence(): number {
    return this.row.sequence;
  }

  @Field(() => String, { nullable: true, description: "Why it was given up, if it was." })
  get errorMessage(): string | null {
    return this.row.errorMessage;
  }

  @Field(() => Date, { description: "When it was accepted." })
  get createdAt(): Date {
    return this.row.createdAt;
  }

  @Field(() => Date, { nullable: true, description: "When it was first begun." })
  get startedAt(): Date | null {
    return this.row.startedAt;
  }

  @Field(() => Date, { nullable: true, description: "When it ended." })
  get finishedAt(): Date | null {
    return this.row.finishedAt;
  }
}
