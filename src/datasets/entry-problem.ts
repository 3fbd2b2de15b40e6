import type { z } from "zod";

/** What is wrong with an entry of a JSON file, in a line: "bbox: expected [left, top, width, height], got []". */
export function entryProblem({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
    .join("; ");
}
