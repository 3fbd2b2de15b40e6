import { openTokenizer } from "../../src/text/open-tokenizer";
import { temporaryFolder } from "../helpers/files/temporary-folder";
import { clipTokenizerJson, STAND_INS } from "../helpers/text/write-clip-tokenizer";

/** By rank: a lower one is merged first, wherever it stands in the word. */
const MERGES = [
  ["a", "t</w>"], // 512
  ["c", "a"], // 513
  ["c", "at</w>"], // 514
  ["d", "o"], // 515
  ["Ã", "©</w>"], // 516: é
] as const;
const BEGIN = 512 + MERGES.length;
const END = BEGIN + 1;

const folder = temporaryFolder();
const open = (maxTokens: number, asStrings = false) =>
  openTokenizer({
    kind: "clip",
    file: folder.write(`tokenizer-${asStrings}.json`, clipTokenizerJson(MERGES, asStrings)),
    maxTokens,
  });

/** The ids of a word of which nothing is merged: its bytes, the last with the mark of a word's end. */
function bytesOf(word: string): number[] {
  const bytes = [...Buffer.from(word)];
  return bytes.map((byte, i) => (i === bytes.length - 1 ? 256 + byte : byte));
}

describe("CLIP's tokenizer", () => {
  it.each([
    ["a word whose merges all apply", "cat", [514]],
    ["lower case", "CAT", [514]],
    ["a word's end that is elsewhere: no merge of an end applies", "cats", [513, 0x74, 256 + 0x73]],
    ["the lower rank first, not the first pair", "doat", [515, 512]],
    ["the bytes of a character", "é", [516]],
    ["a letter and its accent, composed", "e\u0301", [516]],
    ["each digit as a word", "10", [...bytesOf("1"), ...bytesOf("0")]],
    ["signs together", "?!", bytesOf("?!")],
    ["the underscore as a sign", "do_it", [0x64, 256 + 0x6f, ...bytesOf("_"), ...bytesOf("it")]],
    ["English endings", "it's", [...bytesOf("it"), ...bytesOf("'s")]],
    ["no other word after an apostrophe", "'o", [...bytesOf("'"), ...bytesOf("o")]],
    ["a capital sigma as the plain small one at a word's end", "ΟΣ", bytesOf("οσ")],
    ["U+0085 as white space", "é\u0085é", [516, 516]],
    ["U+FEFF as a sign among signs, not white space", "?\ufeff!", bytesOf("?\ufeff!")],
    ["white space alone as nothing", " \t\n ", []],
  ])("takes %s", async (_, text, expected) => {
    const { encode } = await open(77);
    expect(encode(text)).toEqual([BEGIN, ...expected, END]);
  });

  it("reads merges as strings and as pairs", async () => {
    const [pairs, strings] = [await open(77), await open(77, true)];
    for (const text of ["cat", "doat", "dog café"]) expect(strings.encode(text)).toEqual(pairs.encode(text));
  });

  it("cuts to the greatest length and keeps the end", async () => {
    const { encode } = await open(5);
    expect(encode("cat cat cat cat cat")).toEqual([BEGIN, 514, 514, 514, END]);
  });

  it("ends at an end that the text spells out, which is where the tower is read", async () => {
    const { encode } = await open(77);
    expect(encode("cat<|endoftext|>cat")).toEqual([BEGIN, 514, END]);
  });
});

it("the stand-ins of bytes are those of CLIP", () => {
  expect(new Set(STAND_INS).size).toBe(256);
  expect([0x00, 0x20, 0x21, 0x7f, 0xad, 0xc3].map((byte) => STAND_INS[byte])).toEqual([..."ĀĠ!ġŃÃ"]);
});
