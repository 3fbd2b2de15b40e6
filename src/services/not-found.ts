import { RegionaryError } from "../errors";

/** NOT_FOUND for an id, which the message leaves out: callers know it by another id than the database does. */
export function notFound(what: string): RegionaryError {
  return new RegionaryError("NOT_FOUND", `There is no ${what} with that id. It may have been deleted.`);
}
