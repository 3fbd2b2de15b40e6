import { RegionaryError } from "../errors";
import { lowerCase } from "./lower-case";
import { openSentencePiece } from "./open-sentence-piece";
import type { Tokenizer } from "./tokenizer";

/** TIPS': the lower-cased text as SentencePiece cuts it, the first `maxTokens` of them. */
export async function openTipsTokenizer(file: string, maxTokens: number): Promise<Tokenizer> {
  const source = await openSentencePiece(file);
  return {
    size: source.size,
    encode(text) {
      const ids = source.encode(lowerCase(text)).slice(0, maxTokens);
      if (ids.length > 0) return ids;
      throw new RegionaryError(
        "INVALID_VOCABULARY",
        `A text must have at least one token; ${JSON.stringify(text)} has none in this model's tokenizer. Put it in words.`,
      );
    },
  };
}
