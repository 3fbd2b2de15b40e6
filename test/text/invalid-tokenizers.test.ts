import { readFileSync, truncateSync } from "node:fs";
import { openTokenizer } from "../../src/text/open-tokenizer";
import type { TokenizerKind } from "../../src/text/tokenizer-kinds";
import { temporaryFolder } from "../helpers/files/temporary-folder";
import { tokenizerFiles } from "../helpers/text/token-references";
import { clipTokenizerJson } from "../helpers/text/write-clip-tokenizer";

const PAGE = "<!DOCTYPE html><html><head><title>Sign in</title></head></html>";
const folder = temporaryFolder();
const open = (kind: TokenizerKind, file: string) => openTokenizer({ kind, file, maxTokens: 64 });
const refused = (message: RegExp) =>
  expect.objectContaining({ code: "INVALID_CHECKPOINT", message: expect.stringMatching(message) });

describe("a tokenizer's file is refused by its name", () => {
  it.each(["clip", "siglip2"] as const)("when it is a web page (%s)", async (kind) => {
    await expect(open(kind, folder.write("tokenizer.json", PAGE))).rejects.toEqual(
      refused(
        /^tokenizer\.json cannot be used as a tokenizer: expected the tokenizer\.json of a byte-pair encoding; got text that begins with "<!DOCTYPE html>/,
      ),
    );
  });

  it.each(["siglip", "tips"] as const)("when a model of pieces is a web page (%s)", async (kind) => {
    await expect(open(kind, folder.write("spiece.model", PAGE))).rejects.toEqual(
      refused(
        /^spiece\.model cannot be used as a tokenizer: expected a SentencePiece model; got a file that begins with "<!DOCTYPE html>/,
      ),
    );
  });

  it.each([
    ["empty", "", /got an empty file/],
    ["cut off", readFileSync(tokenizerFiles.tips).subarray(0, 1000), /expected a SentencePiece model/],
    ["another message", Buffer.from([0x0a, 0x03, 0x0a, 0x01, 0x61]), /one that encodes nothing/],
  ])("when a model of pieces is %s", async (_, content, message) => {
    await expect(open("tips", folder.write("tokenizer.model", content))).rejects.toEqual(refused(message));
  });

  it.each([
    ["[]", /JSON in which the whole does not fit/],
    ["{}", /JSON in which model does not fit/],
    ['{"model":{"type":"Unigram","vocab":[]},"added_tokens":[]}', /model\.type does not fit/],
    [
      '{"model":{"type":"BPE","vocab":{"a":0},"merges":["a"]},"pre_tokenizer":null,"added_tokens":[]}',
      /merges of two tokens each; got "\\"a\\""/,
    ],
    [
      '{"model":{"type":"BPE","vocab":{"a":-1},"merges":[]},"pre_tokenizer":null,"added_tokens":[]}',
      /whole numbers as ids; got -1/,
    ],
    [
      '{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"pre_tokenizer":null,"added_tokens":[]}',
      /cannot be read \(Error: /,
    ],
    [
      '{"model":{"type":"BPE","vocab":{},"merges":[]},"pre_tokenizer":null,"added_tokens":[{"id":9,"content":"<eos>"}]}',
      /tokens for its 10 ids; got 1 tokens/,
    ],
    [
      '{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"pre_tokenizer":{"type":"Split","pattern":{"Regex":"(a+)+$"}},"added_tokens":[]}',
      /regular expressions without repeated groups; got "\(a\+\)\+\$"/,
    ],
  ])("when it is JSON of another kind: %s", async (json, message) => {
    await expect(open("clip", folder.write("tokenizer.json", json))).rejects.toEqual(refused(message));
  });

  it("when it is another family's", async () => {
    await expect(open("clip", tokenizerFiles.siglip2)).rejects.toEqual(
      refused(/the token <\|startoftext\|>/),
    );
    await expect(open("siglip2", folder.write("tokenizer.json", clipTokenizerJson([])))).rejects.toEqual(
      refused(/one with the token <eos>; got one without it/),
    );
    await expect(open("siglip", tokenizerFiles.tips)).rejects.toEqual(refused(/one with the piece <\/s>/));
  });

  it("when it is as large as weights, before it is read", async () => {
    const file = folder.write("tokenizer.json", "{}");
    truncateSync(file, 128 * 1024 * 1024 + 1);
    await expect(open("siglip2", file)).rejects.toEqual(
      refused(/of at most 134217728 bytes; got 134217729 bytes/),
    );
  });
});
