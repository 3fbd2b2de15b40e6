import { RegionaryError } from "../../../errors";
import { findWork, type WorkKind, type WorkRow } from "../../../storage/work/work-rows";
import { parseGlobalId } from "../../global-id";
import type { Findable } from "../find-one";
import { workKindOf } from "./work-types";

/** The kind and the own id of the work that an id of the API names; INVALID_INPUT if it names something else. */
export function workNamed(globalId: string): { readonly kind: WorkKind; readonly own: string } {
  const { type, id } = parseGlobalId(globalId);
  const kind = workKindOf(type);
  if (kind) return { kind, own: id };
  throw new RegionaryError("INVALID_INPUT", `The id must be one of work; got one of ${type}.`);
}

/** Work of one kind without its own columns. */
export const anyWork = (kind: WorkKind): Findable<WorkRow> => ({
  kind,
  find: async (db, ids) => (await findWork(db, ids)).filter((row) => row.kind === kind),
});
