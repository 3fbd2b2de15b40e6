import { createHash } from "node:crypto";

/** Names a request by its content, so that a repeated one is known for the same. */
export const requestHashOf = (request: object): string =>
  createHash("sha256").update(JSON.stringify(request)).digest("hex");
