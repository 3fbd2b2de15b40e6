import { RegionaryError } from "../errors";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id in an address; NOT_FOUND for what cannot be one. */
export function uuid(text: string | undefined): string {
  if (text && UUID.test(text)) return text;
  throw new RegionaryError("NOT_FOUND", "There is nothing at this address.");
}
