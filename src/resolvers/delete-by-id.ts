import { fromGlobalId, type NodeType } from "../schema/global-id";
import { ConflictError, InUseError, InvalidInputError, NotFoundError } from "../schema/graphql-errors";
import { Deleted, type DeleteResult } from "../schema/results";
import { resultOf } from "./expected-errors";

/** Deletes what a global id names. */
export function deleteById(
  type: NodeType,
  globalId: string,
  remove: (id: string) => Promise<void>,
): Promise<typeof DeleteResult> {
  return resultOf(async () => {
    await remove(fromGlobalId(type, globalId));
    return new Deleted(globalId);
  }, [NotFoundError, InvalidInputError, ConflictError, InUseError]);
}
