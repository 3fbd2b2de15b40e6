import { openClipTokenizer } from "./clip-tokenizer";
import { openSiglipTokenizer } from "./siglip-tokenizer";
import { openSiglip2Tokenizer } from "./siglip2-tokenizer";
import { openTipsTokenizer } from "./tips-tokenizer";
import type { Tokenizer } from "./tokenizer";
import type { TokenizerKind } from "./tokenizer-kinds";

const opens: Record<TokenizerKind, (file: string, maxTokens: number) => Promise<Tokenizer>> = {
  clip: openClipTokenizer,
  siglip: openSiglipTokenizer,
  siglip2: openSiglip2Tokenizer,
  tips: openTipsTokenizer,
};

interface TokenizerOptions {
  readonly kind: TokenizerKind;
  /** An absolute path: tokenizer.json for CLIP and SigLIP 2, a SentencePiece model for SigLIP and TIPS. */
  readonly file: string;
  /** The greatest length of a text, ends included. */
  readonly maxTokens: number;
}

/** Opens a model's tokenizer. Throws INVALID_CHECKPOINT, with the file's name, for what is none of this kind. */
export function openTokenizer({ kind, file, maxTokens }: TokenizerOptions): Promise<Tokenizer> {
  return opens[kind](file, maxTokens);
}
