import { ConflictError, InUseError, InvalidInputError, NotFoundError } from "../schema/graphql-errors";
import { Deleted, type DeleteResult } from "../schema/results";
import { fromGlobalId, type NodeType } from "../services/global-id";
import { resultOf } from "./expected-errors";

/** Deletes what a global id of a type names. */
export const deleteById = (
  type: NodeType,
  globalId: string,
  remove: (id: string) => Promise<void>,
): Promise<typeof DeleteResult> => deleted(globalId, () => remove(fromGlobalId(type, globalId)));

/** Deletes what a global id names; `remove` reads the id, since one that it cannot read is a result too. */
export function deleted(globalId: string, remove: () => Promise<void>): Promise<typeof DeleteResult> {
  return resultOf(async () => {
    await remove();
    return new Deleted(globalId);
  }, [NotFoundError, InvalidInputError, ConflictError, InUseError]);
}
