import { z } from "zod";

/** A remark of an import as a column of JSON has it. */
export const remarkSchema = z.strictObject({
  code: z.string(),
  message: z.string(),
  count: z.int(),
  examples: z.array(z.string()),
});
