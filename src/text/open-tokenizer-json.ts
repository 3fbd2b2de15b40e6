import { z } from "zod";
import { invalidTokenizer } from "./invalid-tokenizer";
import { readTokenizerFile } from "./read-tokenizer-file";
import { splitOnce } from "./split-once";
import type { TokenSource } from "./tokenizer";

const EXPECTED = "the tokenizer.json of a byte-pair encoding";

/** What is read here; the library reads all of it. The two large parts are looked at below, and not copied. */
const tokenizerJsonSchema = z.looseObject({
  model: z.looseObject({
    type: z.literal("BPE"),
    vocab: z.custom<Record<string, number>>((value) => typeof value === "object" && value !== null),
    merges: z.custom<unknown[]>(Array.isArray),
  }),
  normalizer: z.unknown().optional(),
  pre_tokenizer: z.unknown(),
  added_tokens: z.array(z.looseObject({ id: z.int().min(0), content: z.string() })),
});

/** Opens a `tokenizer.json` of Hugging Face's tokenizers. */
export async function openTokenizerJson(file: string): Promise<TokenSource> {
  const json = parseTokenizerJson(file, (await readTokenizerFile(file, EXPECTED)).toString());
  const { model, added_tokens: addedTokens } = json;
  model.merges = model.merges.map((merge) => pairOf(file, merge));
  refuseSlowPatterns(file, [json.normalizer, json.pre_tokenizer]);
  json.pre_tokenizer = splitOnce(json.pre_tokenizer);
  let size = 0;
  const ids = [Object.values(model.vocab), addedTokens.map((token) => token.id)].flat();
  for (const id of ids) {
    if (!Number.isInteger(id) || id < 0)
      throw invalidTokenizer(file, "whole numbers as ids", JSON.stringify(id));
    if (id >= size) size = id + 1;
  }

  const distinct = new Set(ids).size;
  if (2 * distinct < size) throw invalidTokenizer(file, `tokens for its ${size} ids`, `${distinct} tokens`);

  const { Tokenizer } = await import("@huggingface/tokenizers");
  const tokenizer = orInvalid(file, () => new Tokenizer(json, {}));
  // It has tables of its own by now and keeps what it was given: 200 MB for SigLIP 2.
  model.merges.length = 0;
  model.vocab = {};

  return {
    size,
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    idOf(token) {
      const id = tokenizer.token_to_id(token);
      if (id === undefined) throw invalidTokenizer(file, `one with the token ${token}`, "one without it");
      return id;
    },
  };
}

function parseTokenizerJson(file: string, text: string): z.infer<typeof tokenizerJsonSchema> {
  const json = orInvalid(file, () => JSON.parse(text) as unknown, `text that begins with ${excerpt(text)}`);
  const parsed = tokenizerJsonSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalidTokenizer(
    file,
    EXPECTED,
    `JSON in which ${issue?.path.join(".") || "the whole"} does not fit`,
  );
}

/** A repeated group: where one holds a repetition itself, a text can take exponentially long. No known file has one. */
const REPEATED_GROUP = /\)[*+{]/;
const MOST_DEPTH = 20;

/** Refuses regular expressions, anywhere in these parts, that could hold up everyone's texts. */
function refuseSlowPatterns(file: string, part: unknown, depth = 0): void {
  if (typeof part !== "object" || part === null) return;
  if (depth > MOST_DEPTH)
    throw invalidTokenizer(file, `parts nested up to ${MOST_DEPTH} deep`, "deeper ones");
  for (const [key, value] of Object.entries(part)) {
    if (key === "Regex" && typeof value === "string" && REPEATED_GROUP.test(value))
      throw invalidTokenizer(file, "regular expressions without repeated groups", excerpt(value));
    refuseSlowPatterns(file, value, depth + 1);
  }
}

/** A merge of two tokens is "a b" in older files and ["a", "b"] in newer ones. */
function pairOf(file: string, merge: unknown): readonly string[] {
  const pair = typeof merge === "string" ? merge.split(" ") : merge;
  if (Array.isArray(pair) && pair.length === 2 && pair.every((token) => typeof token === "string"))
    return pair;
  throw invalidTokenizer(file, "merges of two tokens each", excerpt(JSON.stringify(merge) ?? ""));
}

function orInvalid<T>(file: string, make: () => T, got?: string): T {
  try {
    return make();
  } catch (error) {
    throw invalidTokenizer(file, EXPECTED, got ?? `one that cannot be read (${String(error)})`, error);
  }
}

function excerpt(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}
