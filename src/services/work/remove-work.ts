import { deleteWork } from "../../storage/work/change-work";
import type { WorkKind } from "../../storage/work/work-rows";
import type { ServiceContext } from "../context";
import { removeEvaluation } from "../evaluations/runs/remove-evaluation";
import { notFound } from "../not-found";
import { WORK_NAMES } from "./find-one";

/** Removes work with its events and what is its own; if it runs it ends, and what it made stays. NOT_FOUND if there is none. */
export async function removeWork(
  context: Pick<ServiceContext, "db" | "evaluations">,
  kind: WorkKind,
  id: string,
): Promise<void> {
  if (kind === "EVALUATION") return removeEvaluation(context, id);
  if (!(await deleteWork(context.db, kind, id))) throw notFound(WORK_NAMES[kind]);
}
