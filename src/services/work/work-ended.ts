import { RegionaryError } from "../../errors";

/** Somebody has ended or removed the work that goes on here: whoever works on it stops, in peace. */
export class WorkEnded extends RegionaryError {
  constructor() {
    super("CANCELLED", "The work was ended by somebody else.");
  }
}
