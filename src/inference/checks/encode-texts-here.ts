import os from "node:os";
import path from "node:path";
import { Tensor } from "onnxruntime-node";
import type { TextEncoder } from "../../model/text-encoder";
import { openTokenizer } from "../../text/open-tokenizer";
import { openSession } from "../sessions/open-session";
import { runSession } from "../sessions/run-session";
import { textRows } from "../stages/text-rows";

/** What a text encoder makes of texts. */
interface EncodedTexts {
  /** Of each text, as the graph takes them. */
  readonly tokens: readonly (readonly number[])[];
  readonly vectors: Float32Array; // [C, D]
}

/**
 * Encodes texts, one after another, by a package in `directory`: on the CPU and on the calling thread, which it blocks,
 * for checks and not for serving. Throws MODEL_NOT_READY and INVALID_CHECKPOINT if the package cannot be used.
 */
export async function encodeTextsHere(
  directory: string,
  { graph, tokenizer, maxTokens, dimensions }: TextEncoder,
  texts: readonly string[],
  onProgress: (textsDone: number) => void,
): Promise<EncodedTexts> {
  const { kind, file } = tokenizer;
  const { encode } = await openTokenizer({ kind, file: path.join(directory, file), maxTokens });
  const tokens = texts.map((text) => encode(text));
  const threads = os.availableParallelism();
  const session = await openSession(path.join(directory, graph), { provider: "cpu", threads });
  try {
    const vectors = new Float32Array(texts.length * dimensions);
    for (const [place, own] of tokens.entries()) {
      const { rows, ids, positions } = textRows([Int32Array.from(own)], "cpu");
      const feeds = {
        ids: new Tensor("int64", ids, [rows, own.length]),
        positions: new Tensor("int64", positions, [own.length]),
      };
      const all = await runSession(session, feeds, "text", rows * dimensions);
      vectors.set(all.subarray(0, dimensions), place * dimensions);
      onProgress(place + 1);
    }
    return { tokens, vectors };
  } finally {
    await session.release();
  }
}
