import { readFileSync } from "node:fs";
import path from "node:path";
import type { TokenizerKind } from "../../../src/text/tokenizer-kinds";
import { sharedPath } from "../shared";

const fixtures = path.resolve(__dirname, "../../fixtures/region-text");
const shared = path.join(sharedPath, "reference/region-text");

/** The small tokenizers made for tests; CLIP's is the publisher's and lies with the reference data. */
export const tokenizerFiles: Record<TokenizerKind, string> = {
  clip: path.join(shared, "clip/tokenizer.json"),
  siglip: path.join(fixtures, "siglip-spiece.model"),
  siglip2: path.join(fixtures, "siglip2-tokenizer.json"),
  tips: path.join(fixtures, "tips-tokenizer.model"),
};

/** The texts of which the families' own programs have given the ids. */
export function referenceTexts(): string[] {
  return readJson<{ text: string }[]>(fixtures, "strings").map(({ text }) => text);
}

/** The ids of each of those texts, cut, not padded. */
export function referenceIds(kind: TokenizerKind): number[][] {
  return readJson<{ ids: number[][] }>(kind === "clip" ? shared : fixtures, kind).ids;
}

function readJson<T>(folder: string, name: string): T {
  return JSON.parse(readFileSync(path.join(folder, "tokens", `${name}.json`), "utf8")) as T;
}
