import { z } from "zod";
import { TOKENIZER_KINDS } from "../text/tokenizer-kinds";

/**
 * `encoder.json`: how the package of a text tower makes a text's vector. Its graph takes `ids` int64 [N, T] of texts
 * of exactly T tokens and `positions` int64 [T], 0 to T - 1, and gives `text` [N, dimensions], each at length 1.
 */
export const textEncoderSchema = z.strictObject({
  /** As the tokenizer's file, the name of a file of the package. */
  graph: z.string().min(1),
  tokenizer: z.strictObject({ kind: z.enum(TOKENIZER_KINDS), file: z.string().min(1) }),
  /** Longer texts are cut, as the family cuts them. */
  maxTokens: z.int().min(1),
  dimensions: z.int().min(1),
});

export type TextEncoder = Readonly<z.infer<typeof textEncoderSchema>>;
