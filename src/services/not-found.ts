import { RegionaryError } from "../errors";

/** NOT_FOUND of a thing by its id, which the message leaves out: callers know it by another than the database does. */
export function notFound(what: string): RegionaryError {
  return new RegionaryError("NOT_FOUND", `There is no ${what} of that id. It was deleted, or never there.`);
}
