import { RegionaryError } from "../errors";
import { fromGlobalId, type NodeType } from "../services/global-id";

/** What addresses of earlier versions have instead of the API's ids. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The database id of a thing in an address, which has the API's id of it; NOT_FOUND for what cannot be one. */
export function idInAddress(type: NodeType, text: string | undefined): string {
  if (text && UUID.test(text)) return text;
  try {
    return fromGlobalId(type, text ?? "");
  } catch {
    throw new RegionaryError("NOT_FOUND", "There is nothing at this address.");
  }
}
