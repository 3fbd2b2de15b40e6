import { lowerCase } from "./lower-case";
import { openSentencePiece } from "./open-sentence-piece";
import { padAfterEnd } from "./pad-after-end";
import type { Tokenizer } from "./tokenizer";

const END = "</s>";
const UNKNOWN = "<unk>";
const SPECIAL = new RegExp(`(${END}|${UNKNOWN})`);
/** SentencePiece's own sign for a space. */
const SPACE = "\u2581";
const ASCII_PUNCTUATION = /[!-/:-@[-`{-~]/g;

/**
 * SigLIP's first, as transformers' SiglipTokenizer: by `spiece.model`, for the published tokenizer.json differs. Lower
 * case; ASCII punctuation is dropped ("traffic_light" becomes "trafficlight") and white space collapsed; padded with
 * the end. What the text spells as `</s>` or `<unk>` is that token, and the text after it gets no space in front.
 */
export async function openSiglipTokenizer(file: string, maxTokens: number): Promise<Tokenizer> {
  const source = await openSentencePiece(file);
  const end = source.idOf(END);
  const unknown = source.idOf(UNKNOWN);
  const unknownSpelled = source.encode(UNKNOWN).length;

  function encodeSection(section: string, index: number): number[] {
    if (section === END) return [end];
    if (section === UNKNOWN) return [unknown];
    const words = section
      .replace(ASCII_PUNCTUATION, "")
      .replace(/\p{White_Space}+/gu, " ")
      .trim();
    return index === 0 ? source.encode(words) : source.encode(UNKNOWN + words).slice(unknownSpelled);
  }
  return {
    size: source.size,
    encode(text) {
      const sections = lowerCase(text).replaceAll(SPACE, " ").split(SPECIAL);
      return padAfterEnd(sections.flatMap(encodeSection), end, end, maxTokens);
    },
  };
}
