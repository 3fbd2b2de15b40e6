import { createUnionType, Field, ObjectType } from "type-graphql";
import { ConflictError, InvalidInputError, NotFoundError } from "../graphql-errors";
import { Work } from "./work";

/** How a kind's results name its work. */
interface Naming<W extends Work> {
  /** The field that has it. */
  readonly field: string;
  readonly object: abstract new (...args: never[]) => W;
}

/** The type of work that was accepted. */
export function acceptedType<W extends Work>(name: string, { field, object }: Naming<W>) {
  @ObjectType(name, {
    description: "It is stored, and comes to its end whatever happens to the service.",
  })
  class Accepted {
    constructor(work: W) {
      this.work = work;
    }

    @Field(() => object, { name: field, description: "It, as it was when the answer was made." })
    work: W;
  }
  return Accepted;
}

/** The type of work that goes on no more, and the union of what cancelling may answer. */
export function cancelledType<W extends Work>(name: string, union: string, { field, object }: Naming<W>) {
  @ObjectType(name, { description: "It goes on no more; what was done by then is kept." })
  class Cancelled {
    constructor(work: W, alreadyEnded: boolean) {
      this.work = work;
      this.alreadyEnded = alreadyEnded;
    }

    @Field(() => object, { name: field, description: "It, as it is now." })
    work: W;

    @Field(() => Boolean, { description: "Whether it had ended before it could be cancelled." })
    alreadyEnded: boolean;
  }
  const Result = createUnionType({
    name: union,
    description: "What was cancelled, or why it was not.",
    types: () => [Cancelled, NotFoundError, InvalidInputError] as const,
  });
  return { Cancelled, Result };
}

/** The type of work that was taken up again, and the union of what resuming may answer. */
export function resumedType<W extends Work>(name: string, union: string, { field, object }: Naming<W>) {
  @ObjectType(name, { description: "It goes on where it was." })
  class Resumed {
    constructor(work: W, alreadyRunning: boolean) {
      this.work = work;
      this.alreadyRunning = alreadyRunning;
    }

    @Field(() => object, { name: field, description: "It, as it is now." })
    work: W;

    @Field(() => Boolean, { description: "Whether it was waiting or running anyway." })
    alreadyRunning: boolean;
  }
  const Result = createUnionType({
    name: union,
    description: "What goes on, or why it does not.",
    types: () => [Resumed, NotFoundError, InvalidInputError, ConflictError] as const,
  });
  return { Resumed, Result };
}
