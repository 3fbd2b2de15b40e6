import { z } from "zod";
import type { Database } from "../database/database";
import { jsonColumns } from "../database/json-columns";
import type { WorkEvent } from "../generated/client";
import { WORK_PHASES, type WorkPhase } from "./work-phases";

export type WorkEventRow = Omit<WorkEvent, "phase"> & { readonly phase: WorkPhase | null };

const parse = jsonColumns("WorkEvent", { phase: z.enum(WORK_PHASES).nullable() });

const eventOf = (row: WorkEvent): WorkEventRow => parse(row, `${row.workId}/${row.sequence}`);

/** The channel that wakes watchers of work; the payload is its id, its kind, and its state or REMOVED. */
export const WORK_CHANNEL = "regionary_work";

/** The payload of a notification of `changed`, in SQL. */
export const TELL = `pg_notify('${WORK_CHANNEL}',
  changed."id" || ' ' || changed."kind" || ' ' || changed."state")`;

/**
 * The part of a statement that stores the event of a change; the statement's `changed` is the work after it,
 * its sequence raised by one; `detail`, in SQL, is what the kind adds to it. Numbers have no gaps because the
 * row is locked.
 */
export const withEvent = (detail = 'changed."detail"'): string => `, event AS (
  INSERT INTO "WorkEvent" ("workId", "sequence", "state", "phase", "done", "failed", "total", "detail")
  SELECT "id", "sequence", "state", "phase", "done", "failed", "total", ${detail} FROM changed)`;

/** The events of each of these works after a sequence number, in order, at most `limit` of each. */
export async function readEventsOfEach(
  { pool }: Database,
  workIds: readonly string[],
  afterSequence: number,
  limit: number,
): Promise<WorkEventRow[]> {
  const { rows } = await pool.query<WorkEvent>({
    name: "events-of-each",
    text: `SELECT e.* FROM unnest($1::uuid[]) AS asked("id"), LATERAL (
             SELECT * FROM "WorkEvent" WHERE "workId" = asked."id" AND "sequence" > $2
             ORDER BY "sequence" LIMIT $3
           ) e ORDER BY e."workId", e."sequence"`,
    values: [workIds, afterSequence, limit],
  });
  return rows.map(eventOf);
}

/** The events of work after a sequence number, in order, at most `limit`. */
export async function readWorkEvents(
  { pool }: Database,
  workId: string,
  afterSequence: number,
  limit: number,
): Promise<WorkEventRow[]> {
  const { rows } = await pool.query<WorkEvent>({
    name: "work-events",
    text: 'SELECT * FROM "WorkEvent" WHERE "workId" = $1 AND "sequence" > $2 ORDER BY "sequence" LIMIT $3',
    values: [workId, afterSequence, limit],
  });
  return rows.map(eventOf);
}
