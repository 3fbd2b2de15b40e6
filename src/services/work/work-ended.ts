import { RegionaryError } from "../../errors";

/** The work in progress here was canceled or removed from elsewhere: stop without an error. */
export class WorkEnded extends RegionaryError {
  constructor() {
    super("CANCELLED", "The work was canceled or deleted from elsewhere.");
  }
}
