import { Field, ID, InputType, Int, InterfaceType, ObjectType } from "type-graphql";
import { toGlobalId } from "../../services/global-id";
import { WORK_TYPES } from "../../services/work/any-kind/work-types";
import { WORK_WORDS } from "../../services/work/work-words";
import type { WorkRow } from "../../storage/work/work-rows";
import { Node } from "../node";
import { Precision, Provider } from "../runtime/runtime-enums";
import { WorkKind, WorkPhase, WorkState } from "./work-enums";

@ObjectType({
  description: "What the result of work depends on; null where it was not recorded, as in older work.",
})
class WorkBasis {
  @Field(() => Provider, { nullable: true, description: "What models run on." })
  provider!: Provider | null;

  @Field(() => Precision, { nullable: true, description: "The number format that they compute in." })
  precision!: Precision | null;

  @Field(() => Int, { nullable: true, description: "The threads that models run on." })
  threads!: number | null;
}

@InterfaceType("Work", {
  implements: Node,
  description:
    "Anything durable that takes time. Once accepted, it is completed whatever happens to the service.",
})
export abstract class Work<Row extends WorkRow = WorkRow> implements Node {
  constructor(readonly row: Row) {}

  get id(): string {
    return toGlobalId(WORK_TYPES[this.row.kind], this.row.id);
  }

  @Field(() => WorkKind, { description: "What it does." })
  get kind(): WorkKind {
    return WorkKind[this.row.kind];
  }

  @Field(() => WorkState, { description: "Its state." })
  get state(): WorkState {
    return WorkState[this.row.state];
  }

  @Field(() => WorkPhase, {
    nullable: true,
    description: "The phase that it is in; null where it has only one.",
  })
  get phase(): WorkPhase | null {
    return this.row.phase && WorkPhase[this.row.phase];
  }

  @Field(() => Int, { description: "How many units are done." })
  get done(): number {
    return this.row.done;
  }

  @Field(() => Int, { description: "How many units failed, for kinds whose units can fail one by one." })
  get failed(): number {
    return this.row.failed;
  }

  @Field(() => Int, { description: "How many units there are to do; 0 until that is known." })
  get total(): number {
    return this.row.total;
  }

  @Field(() => Int, {
    description: "The number of its latest event; subscribe with it as `afterSequence` to miss none.",
  })
  get sequence(): number {
    return this.row.sequence;
  }

  @Field(() => String, {
    nullable: true,
    description:
      "What to do instead of resuming it, for a kind that cannot go on where it stopped; null for one that can.",
  })
  get insteadOfResuming(): string | null {
    return WORK_WORDS[this.row.kind].insteadOfResuming;
  }

  @Field(() => String, { nullable: true, description: "Why it was given up, if it was." })
  get errorMessage(): string | null {
    return this.row.errorMessage;
  }

  @Field(() => Date, { description: "When it was accepted." })
  get createdAt(): Date {
    return this.row.createdAt;
  }

  @Field(() => Date, { nullable: true, description: "When it first began." })
  get startedAt(): Date | null {
    return this.row.startedAt;
  }

  @Field(() => Date, { nullable: true, description: "When it ended." })
  get finishedAt(): Date | null {
    return this.row.finishedAt;
  }

  @Field(() => String, { nullable: true, description: "The host that last took it up." })
  get host(): string | null {
    return this.row.host;
  }

  @Field(() => WorkBasis, {
    nullable: true,
    description: "What the host that began it fixed for every host that goes on with it; null until then.",
  })
  get basis(): WorkBasis | null {
    return this.row.fixed;
  }
}

@InputType({ description: "Which work to list: work that meets every condition given." })
export class WorkFilter {
  @Field(() => [WorkKind], { nullable: true, description: "Of one of these kinds." })
  kind?: WorkKind[] | null;

  @Field(() => [WorkState], { nullable: true, description: "In one of these states." })
  state?: WorkState[] | null;
}

@InputType({ description: "Which work to cancel." })
export class CancelWorkInput {
  @Field(() => ID, { description: "The work, of whatever kind." })
  id!: string;
}

@InputType({ description: "Which work to take up again." })
export class ResumeWorkInput {
  @Field(() => ID, { description: "The work, of a kind that can go on." })
  id!: string;
}

@InputType({ description: "Which work to delete." })
export class DeleteWorkInput {
  @Field(() => ID, { description: "The work, of whatever kind." })
  id!: string;
}
