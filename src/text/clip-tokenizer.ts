import { lowerCase } from "./lower-case";
import { openTokenizerJson } from "./open-tokenizer-json";
import type { Tokenizer } from "./tokenizer";

/**
 * CLIP's, as transformers' CLIPTokenizerFast: composed (NFC), lower case, begin and end around at most
 * `maxTokens` - 2 tokens. The tower is causal and gives the vector of the first end, so that nothing after it counts:
 * not the padding, and not what follows an end that the text itself spells out.
 */
export async function openClipTokenizer(file: string, maxTokens: number): Promise<Tokenizer> {
  const source = await openTokenizerJson(file);
  const begin = source.idOf("<|startoftext|>");
  const end = source.idOf("<|endoftext|>");
  return {
    size: source.size,
    encode(text) {
      // Composed first, as the file's own rules go on to do: what is lower case already stays as it is.
      const ids = source.encode(lowerCase(text.normalize("NFC"))).slice(0, maxTokens - 2);
      const ownEnd = ids.indexOf(end);
      return [begin, ...(ownEnd === -1 ? ids : ids.slice(0, ownEnd)), end];
    },
  };
}
