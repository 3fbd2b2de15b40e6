import { z } from "zod";
import type { Database } from "../database/database";
import { jsonColumns } from "../database/json-columns";
import { type Condition, newestFirst, type Page, type PageRequest, readPage } from "../database/page";
import type { Work, WorkKind } from "../generated/client";
import { WORK_PHASES, type WorkPhase } from "./work-phases";
import type { WorkState } from "./work-states";

export type { WorkKind };

/** What the result of work depends on, as fixed by the host that began it; null for what was not recorded. */
const fixedSchema = z.strictObject({
  provider: z.enum(["cpu", "cuda", "tensorrt", "webgpu"]).nullable(),
  precision: z.enum(["float32", "float16", "int8"]).nullable(),
  threads: z.int().min(1).nullable(),
});
export type WorkFixed = Readonly<z.infer<typeof fixedSchema>>;

export type WorkRow = Omit<Work, "phase" | "fixed"> & {
  readonly phase: WorkPhase | null;
  readonly fixed: WorkFixed | null;
};

const parse = jsonColumns("Work", { phase: z.enum(WORK_PHASES).nullable(), fixed: fixedSchema.nullable() });

/** Work as it is stored, with `phase` and `fixed` parsed; its kind parses `detail`. */
export const workOf = <Stored extends Work>(stored: Stored) => parse(stored, stored.id);

/** Work of any kind, without its kind's own columns. */
export async function findWork({ pool }: Database, ids: readonly string[]): Promise<WorkRow[]> {
  const { rows } = await pool.query<Work>({
    name: "work",
    text: 'SELECT * FROM "Work" WHERE "id" = ANY($1::uuid[])',
    values: [ids],
  });
  return rows.map(workOf);
}

/** All work that has not ended. */
export async function findUnfinishedWork({ pool }: Database): Promise<Pick<WorkRow, "id" | "kind">[]> {
  const { rows } = await pool.query<Pick<WorkRow, "id" | "kind">>(
    `SELECT "id", "kind" FROM "Work" WHERE "state" IN ('QUEUED', 'RUNNING')`,
  );
  return rows;
}

/** Which work is requested; every condition given must hold. */
interface WorkFilter {
  readonly kinds?: readonly WorkKind[] | null;
  readonly states?: readonly WorkState[] | null;
}

/** A page of work of all kinds, without their own columns, newest first. */
export function listWork(
  db: Database,
  page: PageRequest,
  { kinds, states }: WorkFilter,
): Promise<Page<WorkRow>> {
  const where: Condition[] = [];
  if (kinds) where.push((parameter) => `"kind" = ANY(${parameter(kinds)}::"WorkKind"[])`);
  if (states) where.push((parameter) => `"state" = ANY(${parameter(states)}::"WorkState"[])`);
  return readPage(db, { from: '"Work"', where, order: newestFirst("work") }, page, (ids) =>
    findWork(db, ids),
  );
}
