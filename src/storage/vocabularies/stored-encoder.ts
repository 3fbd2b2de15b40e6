import { z } from "zod";
import { textEncoderSchema } from "../../model/text-encoder";

/** A text encoder as its vector space keeps it: how its package is used, and into what texts labels are put. */
export const storedEncoderSchema = textEncoderSchema.extend({
  /** "{}" stands for the label; a label's vector is the mean of those of its texts. */
  templates: z.array(z.string()).min(1),
});

export type StoredEncoder = Readonly<z.infer<typeof storedEncoderSchema>>;
