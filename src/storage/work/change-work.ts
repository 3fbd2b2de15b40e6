import type { Pool, PoolClient } from "pg";
import type { Work } from "../generated/client";
import { TELL, withEvent } from "./work-events";
import { addJob, jobName } from "./work-jobs";
import type { WorkPhase } from "./work-phases";
import { type WorkKind, type WorkRow, workOf } from "./work-rows";
import { hasEnded, statesBefore, type WorkState } from "./work-states";

/** How far work is; what is left out does not change. */
interface Progress {
  readonly phase?: WorkPhase;
  readonly done?: number;
  readonly failed?: number;
  readonly total?: number;
  readonly detail?: object;
}

/** Columns of a kind's own table, by the name of the table. */
interface OwnColumns {
  readonly table: string;
  readonly values: Readonly<Record<string, unknown>>;
}

type Queryable = Pool | PoolClient;

/**
 * Moves work from one state to the next, or within RUNNING, as `work-states` allows, in one statement with its
 * event and what changes in its own table. Null if the work is gone, or in a state from which that is not allowed.
 */
async function changeWork(
  queryable: Queryable,
  id: string,
  to: {
    readonly state: WorkState;
    readonly from?: readonly WorkState[];
    readonly errorMessage?: string | null;
  },
  { phase, done, failed, total, detail }: Progress = {},
  {
    own,
    more = "",
    told = "",
  }: { readonly own?: OwnColumns; readonly more?: string; readonly told?: string } = {},
): Promise<WorkRow | null> {
  const values: unknown[] = [
    ...[id, to.state, to.from ?? statesBefore(to.state), hasEnded(to.state), to.errorMessage ?? null],
    ...[phase, done, failed, total, detail],
  ];
  const { rows } = await queryable.query<Work>(
    `WITH changed AS (
       UPDATE "Work" SET "state" = $2, "sequence" = "sequence" + 1, "errorMessage" = $5,
         "finishedAt" = CASE WHEN $4 THEN now() END, "phase" = coalesce($6, "phase"),
         "done" = coalesce($7, "done"), "failed" = coalesce($8, "failed"), "total" = coalesce($9, "total"),
         "detail" = coalesce($10, "detail")
       WHERE "id" = $1 AND "state" = ANY($3::"WorkState"[]) RETURNING *)
     ${withEvent()}${own ? changeOwn(own, values) : ""}${more}
     SELECT changed.* FROM changed, ${TELL}${told}`,
    values,
  );
  return rows[0] ? workOf(rows[0]) : null;
}

function changeOwn({ table, values: columns }: OwnColumns, values: unknown[]): string {
  const changes = Object.entries(columns).map(([name, value]) => `"${name}" = $${values.push(value)}`);
  return `, own AS (UPDATE "${table}" SET ${changes.join(", ")} FROM changed WHERE "${table}"."id" = changed."id")`;
}

/** Records how far running work is, as an event. False if it has been ended meanwhile. */
export async function recordProgress(
  { pool }: { readonly pool: Queryable },
  id: string,
  progress: Progress,
): Promise<boolean> {
  return (await changeWork(pool, id, { state: "RUNNING", from: ["RUNNING"] }, progress)) !== null;
}

/** Completes work with its result. False if it has been ended meanwhile. */
export async function completeWork(
  { pool }: { readonly pool: Queryable },
  id: string,
  progress?: Progress,
  own?: OwnColumns,
): Promise<boolean> {
  return (await changeWork(pool, id, { state: "COMPLETED" }, progress, { own })) !== null;
}

/** What ends together with work: the predictions that a batch still waits for. */
const END_PARTS = `, parts AS (
  UPDATE "Prediction" p SET "state" = 'CANCELLED', "finishedAt" = now()
  FROM changed WHERE p."batchId" = changed."id" AND p."state" = 'PENDING')`;

/** Ends waiting or running work; what is done is kept. False if it had already ended. */
export async function endWork(
  { pool }: { readonly pool: Queryable },
  id: string,
  state: "CANCELLED" | "FAILED",
  errorMessage: string | null,
): Promise<boolean> {
  return (await changeWork(pool, id, { state, errorMessage }, {}, { more: END_PARTS })) !== null;
}

/** Who does the work: a job, which any service may take, or the caller. */
export type MadeBy = "job" | "caller";

/** Makes canceled or failed work QUEUED again. False if it is in another state. */
export async function reopenWork(
  { pool }: { readonly pool: Queryable },
  kind: WorkKind,
  id: string,
  madeBy: MadeBy,
): Promise<boolean> {
  const told = madeBy === "job" ? `, ${addJob(`'${jobName(kind)}'`, 'changed."id"')}` : "";
  return (await changeWork(pool, id, { state: "QUEUED" }, {}, { told })) !== null;
}

/** Removes work with its events and its own row; its watchers are woken. False if there is none. */
export async function deleteWork(
  { pool }: { readonly pool: Queryable },
  kind: WorkKind,
  id: string,
): Promise<boolean> {
  const { rowCount } = await pool.query('DELETE FROM "Work" WHERE "id" = $1 AND "kind" = $2', [id, kind]);
  return rowCount === 1;
}
