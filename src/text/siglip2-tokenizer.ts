import { lowerCase } from "./lower-case";
import { openTokenizerJson } from "./open-tokenizer-json";
import { padAfterEnd } from "./pad-after-end";
import type { Tokenizer } from "./tokenizer";

/** SigLIP 2's, Gemma's. Its file keeps capitals, yet the models were trained on lower case. */
export async function openSiglip2Tokenizer(file: string, maxTokens: number): Promise<Tokenizer> {
  const source = await openTokenizerJson(file);
  const end = source.idOf("<eos>");
  const padding = source.idOf("<pad>");
  return {
    size: source.size,
    encode: (text) => padAfterEnd(source.encode(lowerCase(text)), end, padding, maxTokens),
  };
}
