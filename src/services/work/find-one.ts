import type { Database } from "../../storage/database/database";
import type { WorkKind, WorkRow } from "../../storage/work/work-rows";
import type { WorkTable } from "../../storage/work/work-table";
import { notFound } from "../not-found";
import { WORK_WORDS } from "./work-words";

/** Where work of one kind is found. */
export type Findable<Row extends WorkRow> = Pick<WorkTable<Row, never>, "kind" | "find">;

/** NOT_FOUND for the id of work. */
export const noSuchWork = (kind: WorkKind) => notFound(WORK_WORDS[kind].name);

/** The work of this kind and id, or NOT_FOUND. */
export async function findOne<Row extends WorkRow>(
  db: Database,
  table: Findable<Row>,
  id: string,
): Promise<Row> {
  const [row] = await table.find(db, [id]);
  if (row) return row;
  throw noSuchWork(table.kind);
}
