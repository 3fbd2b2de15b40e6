import { openTokenizer } from "../../src/text/open-tokenizer";
import type { TokenizerKind } from "../../src/text/tokenizer-kinds";
import { referenceIds, referenceTexts, tokenizerFiles } from "../helpers/text/token-references";

const texts = referenceTexts();
const open = (kind: TokenizerKind, maxTokens: number) =>
  openTokenizer({ kind, file: tokenizerFiles[kind], maxTokens });

/** What each text should give beside it, so that a difference names its text. */
const each = (ids: readonly (number[] | string)[]) => texts.map((text, i) => [text, ids[i]]);

describe("SigLIP's tokenizer", () => {
  it.each([
    ["siglip", 1],
    ["siglip2", 0],
  ] as const)("gives the ids of the reference for %s, padded with %i", async (kind, padding) => {
    const { encode } = await open(kind, 64);
    const padded = referenceIds(kind).map((ids) => [...ids, ...Array<number>(64 - ids.length).fill(padding)]);
    expect(each(texts.map(encode))).toEqual(each(padded));
  });

  it.each(["siglip", "siglip2"] as const)("keeps the end when it cuts (%s)", async (kind) => {
    const { encode } = await open(kind, 16);
    const whole = referenceIds(kind)[texts.indexOf("This is a photo of a cat.")] ?? [];
    expect(whole.length).toBeGreaterThan(8);
    expect((await open(kind, 8)).encode("This is a photo of a cat.")).toEqual([...whole.slice(0, 7), 1]);
    expect(encode("cat")).toHaveLength(16);
  });

  it("takes what a text spells as the end or the unknown token for that, and drops other punctuation", async () => {
    const { encode } = await open("siglip", 64);
    expect(encode("traffic_light!")).toEqual(encode("trafficlight"));
    expect(encode("</s>")).toEqual(Array(64).fill(1));
    expect(encode("<unk>").slice(0, 2)).toEqual([2, 1]);
    expect(encode("<unk> ▁ cat")).toEqual(encode("<unk>cat"));
    expect(encode("CAT </S>").slice(0, 3)).toEqual([...encode("cat").slice(0, 1), 1, 1]);
  });
});

describe("TIPS' tokenizer", () => {
  it("gives the ids of the reference, with nothing added", async () => {
    const { encode } = await open("tips", 64);
    const expected = referenceIds("tips").map((ids) => (ids.length === 0 ? "INVALID_VOCABULARY" : ids));
    expect(each(texts.map((text) => idsOrCode(encode, text)))).toEqual(each(expected));
    expect(expected).toContain("INVALID_VOCABULARY");
  });

  it("keeps the first tokens when it cuts", async () => {
    const whole = referenceIds("tips")[texts.indexOf("This is a photo of a cat.")] ?? [];
    const { encode } = await open("tips", 4);
    expect(encode("This is a photo of a cat.")).toEqual(whole.slice(0, 4));
  });

  it("says which text has no token", async () => {
    const { encode } = await open("tips", 64);
    expect(() => encode(" ")).toThrow(
      'A text must have at least one token; " " has none in this model\'s tokenizer. Put it in words.',
    );
  });
});

it("says how many rows a tower's embedding must have", async () => {
  expect((await open("siglip", 64)).size).toBe(1000);
  expect((await open("siglip2", 64)).size).toBe(1600);
});

function idsOrCode(encode: (text: string) => number[], text: string): number[] | string {
  try {
    return encode(text);
  } catch (error) {
    return (error as { code: string }).code;
  }
}
