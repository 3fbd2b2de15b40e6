import {
  Arg,
  Args,
  type ClassType,
  Ctx,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from "type-graphql";
import type { connectionType } from "../../schema/connection";
import { PageArgs, pageRequest } from "../../schema/connection";
import { InvalidInputError, NotFoundError } from "../../schema/graphql-errors";
import { DeleteResult } from "../../schema/results";
import type { Work } from "../../schema/work/work";
import type { WorkEventObject } from "../../schema/work/work-event";
import type { cancelledType } from "../../schema/work/work-results";
import { fromGlobalId } from "../../services/global-id";
import { WORK_TYPES } from "../../services/work/any-kind/work-types";
import { cancelWork } from "../../services/work/cancel-work";
import { removeWork } from "../../services/work/remove-work";
import { watchWork } from "../../services/work/watch-work";
import type { WorkEventRow } from "../../storage/work/work-events";
import type { WorkRow } from "../../storage/work/work-rows";
import type { WorkTable } from "../../storage/work/work-table";
import { deleteById } from "../delete-by-id";
import { resultOf } from "../expected-errors";
import { objectOf } from "../object-of";
import type { RequestContext } from "../request-context";

/** The names of a kind's own fields, and the types that they return. */
interface WorkFields<Row extends WorkRow, W extends Work<Row>> {
  readonly table: Pick<WorkTable<Row, never>, "kind" | "find" | "list">;
  readonly object: ClassType<W> & (new (row: Row) => W);
  readonly connection: ReturnType<typeof connectionType<W>>;
  /** In plain words, singular and plural. */
  readonly nouns: readonly [one: string, many: string];
  readonly one: string;
  readonly many: string;
  readonly cancel: {
    readonly name: string;
    readonly input: ClassType<{ id: string }>;
    readonly result: ReturnType<typeof cancelledType<W>>;
    readonly description: string;
  };
  readonly remove: {
    readonly name: string;
    readonly input: ClassType<{ id: string }>;
    readonly description: string;
  };
  readonly events: {
    readonly name: string;
    /** The argument that names what is watched. */
    readonly of: string;
    readonly object: ClassType<WorkEventObject>;
    readonly objectOf: (event: WorkEventRow) => WorkEventObject;
  };
}

/**
 * The fields that find, list, cancel, delete and watch a kind's work under names of its own, which
 * predictions, evaluations and trainings had before all work had `node`, `work`, `cancelWork`, `deleteWork`
 * and `workEvents`. A resolver extends it with the rest of its kind.
 */
export function workResolverOf<Row extends WorkRow, W extends Work<Row>>(fields: WorkFields<Row, W>) {
  const { table, object, connection, cancel, remove, events, one, many, nouns } = fields;
  const type = WORK_TYPES[table.kind];

  @Resolver()
  abstract class WorkResolver {
    @Query(() => object, { name: one, nullable: true, description: `${capital(nouns[0])}, or null.` })
    one(
      @Arg("id", () => ID, { description: "Its id." }) id: string,
      @Ctx() { loaders }: RequestContext,
    ): Promise<Work | null> {
      return objectOf(loaders.work(table).load(fromGlobalId(type, id)), object);
    }

    @Query(() => connection, {
      name: many,
      description: `The ${nouns[1]}, newest first, up to 100 at a time.`,
    })
    async many(@Args(() => PageArgs) page: PageArgs, @Ctx() { services }: RequestContext) {
      return connection.of(await table.list(services.db, pageRequest(page)), (row) => new object(row));
    }

    @Mutation(() => cancel.result.Result, { name: cancel.name, description: cancel.description })
    cancel(
      @Arg("input", () => cancel.input, { description: "What to cancel." }) { id }: { id: string },
      @Ctx() { services }: RequestContext,
    ): Promise<typeof cancel.result.Result> {
      return resultOf(async () => {
        const { work, alreadyEnded } = await cancelWork(services.db, table, fromGlobalId(type, id));
        return new cancel.result.Cancelled(new object(work), alreadyEnded);
      }, [NotFoundError, InvalidInputError]);
    }

    @Mutation(() => DeleteResult, { name: remove.name, description: remove.description })
    delete(
      @Arg("input", () => remove.input, { description: "What to delete." }) { id }: { id: string },
      @Ctx() { services }: RequestContext,
    ): Promise<typeof DeleteResult> {
      return deleteById(type, id, (own) => removeWork(services.db, table.kind, own));
    }

    @Subscription(() => events.object, {
      name: events.name,
      description: `The events of ${nouns[0]}, from those already stored to its last; then the subscription ends. After a lost connection, go on from the last \`sequence\` seen: nothing is missed.`,
      subscribe: ({ args, context }) => {
        const { services } = context as RequestContext;
        return watchWork(services, table.kind, fromGlobalId(type, args[events.of]), args.afterSequence);
      },
    })
    events(
      @Root() event: WorkEventRow,
      @Arg(events.of, () => ID, { description: "What to watch." }) _id: string,
      @Arg("afterSequence", () => Int, { defaultValue: 0, description: "The last event already seen." })
      _afterSequence: number,
    ): WorkEventObject {
      return events.objectOf(event);
    }
  }
  return WorkResolver;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
