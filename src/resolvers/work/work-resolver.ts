import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from "type-graphql";
import { checkSize, PageArgs, pageRequest } from "../../schema/connection";
import { CountsBy } from "../../schema/entries";
import { ConflictError, InvalidInputError, NotFoundError } from "../../schema/graphql-errors";
import { DeleteResult } from "../../schema/results";
import { CancelWorkInput, DeleteWorkInput, ResumeWorkInput, Work, WorkFilter } from "../../schema/work/work";
import { WorkKind } from "../../schema/work/work-enums";
import { WorkEventObject } from "../../schema/work/work-event";
import { cancelledWork, resumedWork, WorkChange, WorkConnection } from "../../schema/work/work-lists";
import { toGlobalId } from "../../services/global-id";
import { workNamed } from "../../services/work/any-kind/work-named";
import { WORK_TYPES } from "../../services/work/any-kind/work-types";
import { cancelWork } from "../../services/work/cancel-work";
import { noSuchWork } from "../../services/work/find-one";
import { removeWork } from "../../services/work/remove-work";
import { resumeWork } from "../../services/work/resume-work";
import { type ChangedWork, watchChanges } from "../../services/work/watch-changes";
import { watchWork } from "../../services/work/watch-work";
import type { WorkEventRow } from "../../storage/work/work-events";
import { listWork, type WorkRow } from "../../storage/work/work-rows";
import { deleted } from "../delete-by-id";
import { resultOf } from "../expected-errors";
import type { Loaders } from "../loaders";
import type { RequestContext } from "../request-context";
import { KINDS_OF_WORK } from "./work-objects";

const MOST_EVENTS = 100;

@Resolver(() => Work)
export class WorkResolver {
  @Query(() => WorkConnection, {
    description: "Work of all kinds, newest first, up to 100 at a time.",
  })
  async work(
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => WorkFilter, { nullable: true, description: "Which; all by default." })
    filter: WorkFilter | null,
    @Ctx() { services, loaders }: RequestContext,
  ) {
    const wanted = { kinds: filter?.kind, states: filter?.state };
    const page = await listWork(services.db, pageRequest(args), wanted);
    const works = await Promise.all(page.rows.map(({ kind, id }) => KINDS_OF_WORK[kind].load(loaders, id)));
    const there = works.flatMap((work, index) => (work ? [{ work, cursor: page.cursors[index]! }] : []));
    const cursors = there.map(({ cursor }) => cursor);
    return WorkConnection.of({ ...page, rows: there, cursors }, ({ work }) => work);
  }

  @CountsBy("first")
  @FieldResolver(() => [WorkEventObject], {
    description: "Its events after a sequence number, oldest first, up to 100 at a time.",
  })
  async events(
    @Root() { row }: Work,
    @Arg("first", () => Int, { description: "The most to return." }) first: number,
    @Arg("afterSequence", () => Int, { defaultValue: 0, description: "The last event already seen." })
    afterSequence: number,
    @Ctx() { loaders }: RequestContext,
  ): Promise<WorkEventObject[]> {
    checkSize("first", first, MOST_EVENTS);
    const events = await loaders.workEvents.load({ workId: row.id, afterSequence, first });
    return events.map((event) => new WorkEventObject(event));
  }

  @Mutation(() => cancelledWork.Result, {
    description: "Cancels waiting or running work within moments; what was done by then is kept.",
  })
  cancelWork(
    @Arg("input", () => CancelWorkInput, { description: "The work." }) { id }: CancelWorkInput,
    @Ctx() { services, loaders }: RequestContext,
  ): Promise<typeof cancelledWork.Result> {
    return resultOf(async () => {
      const { kind, own } = workNamed(id);
      const { alreadyEnded } = await cancelWork(services.db, KINDS_OF_WORK[kind].table, own);
      return new cancelledWork.Cancelled(await loaded(loaders, kind, own), alreadyEnded);
    }, [NotFoundError, InvalidInputError]);
  }

  @Mutation(() => resumedWork.Result, {
    description: "Resumes work that was canceled or has failed; not every kind can be resumed.",
  })
  resumeWork(
    @Arg("input", () => ResumeWorkInput, { description: "The work." }) { id }: ResumeWorkInput,
    @Ctx() { services, loaders }: RequestContext,
  ): Promise<typeof resumedWork.Result> {
    return resultOf(async () => {
      const { kind, own } = workNamed(id);
      const { alreadyRunning } = await resumeWork(services.db, KINDS_OF_WORK[kind].table, own);
      return new resumedWork.Resumed(await loaded(loaders, kind, own), alreadyRunning);
    }, [NotFoundError, InvalidInputError, ConflictError]);
  }

  @Mutation(() => DeleteResult, {
    description:
      "Deletes work with its events and everything that belongs to it, stopping it if it is running. What it made stays.",
  })
  deleteWork(
    @Arg("input", () => DeleteWorkInput, { description: "The work." }) { id }: DeleteWorkInput,
    @Ctx() { services }: RequestContext,
  ): Promise<typeof DeleteResult> {
    return deleted(id, async () => {
      const { kind, own } = workNamed(id);
      await removeWork(services.db, kind, own);
    });
  }

  @Subscription(() => WorkEventObject, {
    description:
      "The events of some work, from those already stored to its last; then the subscription ends. After a lost connection, go on from the last `sequence` seen: nothing is missed.",
    subscribe: ({ args, context }) => {
      const { kind, own } = workNamed(args.workId);
      return watchWork((context as RequestContext).services, kind, own, args.afterSequence);
    },
  })
  workEvents(
    @Root() event: WorkEventRow,
    @Arg("workId", () => ID, { description: "What to watch." }) _id: string,
    @Arg("afterSequence", () => Int, { defaultValue: 0, description: "The last event already seen." })
    _afterSequence: number,
  ): WorkEventObject {
    return new WorkEventObject(event);
  }

  @Subscription(() => WorkChange, {
    description:
      "Reports work whenever it changes, each at most ten times a second. Earlier changes are not reported: read `work` once the subscription has started.",
    subscribe: ({ args, context }) => watchChanges((context as RequestContext).services, args.kind ?? null),
  })
  async workChanged(
    @Root() { id, kind }: ChangedWork,
    @Arg("kind", () => WorkKind, { nullable: true, description: "Of one kind; of all by default." })
    _kind: WorkKind | null,
    @Ctx() { loaders }: RequestContext,
  ): Promise<WorkChange> {
    const work = await KINDS_OF_WORK[kind].load(loaders, id);
    return new WorkChange(toGlobalId(WORK_TYPES[kind], id), WorkKind[kind], work);
  }
}

/** The work as it is now; NOT_FOUND if somebody has just deleted it. */
async function loaded(loaders: Loaders, kind: WorkRow["kind"], own: string): Promise<Work> {
  const work = await KINDS_OF_WORK[kind].load(loaders, own);
  if (work) return work;
  throw noSuchWork(kind);
}
