import { openTokenizer } from "../../src/text/open-tokenizer";
import { describeWithShared } from "../helpers/shared";
import { referenceIds, referenceTexts, tokenizerFiles } from "../helpers/text/token-references";

const END = 49_407;
const needed = ["reference/region-text/clip/tokenizer.json", "reference/region-text/tokens/clip.json"];

describeWithShared(...needed)("CLIP's tokenizer on the published vocabulary", () => {
  it("gives the ids of the reference up to the first end", async () => {
    const { encode, size } = await openTokenizer({ kind: "clip", file: tokenizerFiles.clip, maxTokens: 77 });
    const given = referenceTexts().map((text) => [text, encode(text)]);
    const expected = referenceIds("clip").map((ids, i) => [
      referenceTexts()[i],
      ids.slice(0, ids.indexOf(END) + 1),
    ]);
    expect(given).toEqual(expected);
    expect(size).toBe(49_408);
  });
});
