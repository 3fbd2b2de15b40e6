import { LRUCache } from "lru-cache";
import { Tensor } from "onnxruntime-node";
import { isRegionaryError } from "../../errors";
import { openTokenizer } from "../../text/open-tokenizer";
import type { Tokenizer } from "../../text/tokenizer";
import { serveTasks } from "../../threads/serve-tasks";
import { ownBuffer } from "../../threads/thread-messages";
import { runSession } from "../sessions/run-session";
import { createSessionShelf } from "../sessions/session-shelf";
import { textRows } from "./text-rows";
import type { TextModel, TextTasks } from "./text-tasks";

/** Of a text tower the table of tokens alone may have gigabytes. */
const OPEN_ENCODERS = 2;

const shelf = createSessionShelf(OPEN_ENCODERS);
const tokenizers = new LRUCache<string, Tokenizer>({ max: OPEN_ENCODERS });

serveTasks<TextTasks>(
  {
    tokenize: async ({ model, texts }) => {
      const tokenizer = await tokenizerOf(model);
      const value = texts.map((text) => tokensOf(tokenizer, text));
      return { value, transfer: value.map(({ buffer }) => buffer) };
    },

    encode: async ({ model, tokens }) => {
      const { rows, ids, positions } = textRows(tokens, model.runtime.provider);
      const session = await shelf.get(model, model.graphFile);
      const { dimensions } = model.encoder;
      const feeds = {
        ids: new Tensor("int64", ids, [rows, positions.length]),
        positions: new Tensor("int64", positions, [positions.length]),
      };
      const all = await runSession(session, feeds, "text", rows * dimensions); // [rows, D]
      const vectors = ownBuffer(all.subarray(0, tokens.length * dimensions));
      return { value: vectors, transfer: [vectors.buffer] };
    },
  },
  { oneAtATime: true },
);

/** None for a text of which the tokenizer makes none, so that not all texts fail with it. */
function tokensOf(tokenizer: Tokenizer, text: string): Int32Array<ArrayBuffer> {
  try {
    return Int32Array.from(tokenizer.encode(text));
  } catch (error) {
    if (isRegionaryError(error) && error.code === "INVALID_VOCABULARY") return new Int32Array(0);
    throw error;
  }
}

async function tokenizerOf({ key, encoder, tokenizerFile }: TextModel): Promise<Tokenizer> {
  const open = tokenizers.get(key);
  if (open) return open;
  const { tokenizer, maxTokens } = encoder;
  const opened = await openTokenizer({ kind: tokenizer.kind, file: tokenizerFile, maxTokens });
  tokenizers.set(key, opened);
  return opened;
}
