/** CLIP's stand-in characters for the 256 bytes: itself where a byte is a visible character, else from U+0100 on. */
export const STAND_INS: readonly string[] = (() => {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const visible = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    return String.fromCodePoint(visible ? byte : next++);
  });
})();

/**
 * A tokenizer.json of CLIP's form with few merges. Its ids by CLIP's rules: a byte's stand-in 0 to 255, the same at a
 * word's end 256 to 511, then a token for each merge, then begin and end.
 */
export function clipTokenizerJson(merges: readonly (readonly [string, string])[], asStrings = false): string {
  const tokens = [...STAND_INS, ...STAND_INS.map((c) => `${c}</w>`), ...merges.map((pair) => pair.join(""))];
  const begin = tokens.length;
  const special = (id: number, content: string) => ({ id, content, special: true, normalized: false });
  return JSON.stringify({
    version: "1.0",
    added_tokens: [special(begin, "<|startoftext|>"), special(begin + 1, "<|endoftext|>")],
    normalizer: {
      type: "Sequence",
      normalizers: [
        { type: "NFC" },
        { type: "Replace", pattern: { Regex: "\\s+" }, content: " " },
        { type: "Lowercase" },
      ],
    },
    pre_tokenizer: {
      type: "Sequence",
      pretokenizers: [
        {
          type: "Split",
          pattern: { Regex: "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+" },
          behavior: "Removed",
          invert: true,
        },
        { type: "ByteLevel", add_prefix_space: false, trim_offsets: true },
      ],
    },
    post_processor: null,
    decoder: null,
    model: {
      type: "BPE",
      unk_token: "<|endoftext|>",
      continuing_subword_prefix: "",
      end_of_word_suffix: "</w>",
      vocab: Object.fromEntries(
        [...tokens, "<|startoftext|>", "<|endoftext|>"].map((token, id) => [token, id]),
      ),
      merges: asStrings ? merges.map((pair) => pair.join(" ")) : merges,
    },
  });
}
