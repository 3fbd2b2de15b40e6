import { RegionaryError } from "../errors";

/** Why a cursor cannot be gone on from, and what to do. */
export const searchAgain = (why: string): RegionaryError =>
  new RegionaryError("INVALID_INPUT", `${why} Search again without \`after\`.`);
