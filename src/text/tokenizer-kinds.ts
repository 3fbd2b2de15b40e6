/** The kinds of tokenizer, each with its family's rules for case, ends, cutting and padding. */
export const TOKENIZER_KINDS = ["clip", "siglip", "siglip2", "tips"] as const;
export type TokenizerKind = (typeof TOKENIZER_KINDS)[number];
