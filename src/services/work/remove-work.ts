import type { Database } from "../../storage/database/database";
import { deleteWork } from "../../storage/work/change-work";
import type { WorkKind } from "../../storage/work/work-rows";
import { noSuchWork } from "./find-one";

/** Removes work with its events and its own row; if it is running it stops, and what it made stays. NOT_FOUND if there is none. */
export async function removeWork(db: Database, kind: WorkKind, id: string): Promise<void> {
  if (!(await deleteWork(db, kind, id))) throw noSuchWork(kind);
}
