import { createUnionType, Field, ObjectType } from "type-graphql";
import { ConflictError, InvalidInputError, NotFoundError } from "../graphql-errors";
import { Work } from "./work";

/** How the results of a kind name its work. */
interface Naming<W extends Work> {
  /** The field that has it. */
  readonly field: string;
  readonly object: abstract new (...args: never[]) => W;
}

/** The type of work that was accepted. */
export function acceptedType<W extends Work>(name: string, { field, object }: Naming<W>) {
  @ObjectType(name, {
    description: "It is stored, and will be completed whatever happens to the service.",
  })
  class Accepted {
    constructor(work: W) {
      this.work = work;
    }

    @Field(() => object, { name: field, description: "The work as it was when the request was answered." })
    work: W;
  }
  return Accepted;
}

/** The type of work that was canceled, and the union of what canceling may answer. */
export function cancelledType<W extends Work>(name: string, union: string, { field, object }: Naming<W>) {
  @ObjectType(name, { description: "It has stopped; what was done by then is kept." })
  class Cancelled {
    constructor(work: W, alreadyEnded: boolean) {
      this.work = work;
      this.alreadyEnded = alreadyEnded;
    }

    @Field(() => object, { name: field, description: "The work as it is now." })
    work: W;

    @Field(() => Boolean, { description: "Whether it had ended before it could be canceled." })
    alreadyEnded: boolean;
  }
  const Result = createUnionType({
    name: union,
    description: "The canceled work, or why it was not canceled.",
    types: () => [Cancelled, NotFoundError, InvalidInputError] as const,
  });
  return { Cancelled, Result };
}

/** The type of work that was taken up again, and the union of what resuming may answer. */
export function resumedType<W extends Work>(name: string, union: string, { field, object }: Naming<W>) {
  @ObjectType(name, { description: "It goes on where it stopped." })
  class Resumed {
    constructor(work: W, alreadyRunning: boolean) {
      this.work = work;
      this.alreadyRunning = alreadyRunning;
    }

    @Field(() => object, { name: field, description: "The work as it is now." })
    work: W;

    @Field(() => Boolean, { description: "Whether it was already waiting or running." })
    alreadyRunning: boolean;
  }
  const Result = createUnionType({
    name: union,
    description: "The resumed work, or why it was not resumed.",
    types: () => [Resumed, NotFoundError, InvalidInputError, ConflictError] as const,
  });
  return { Resumed, Result };
}
