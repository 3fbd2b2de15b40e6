import { SentencePieceProcessor } from "@agnai/sentencepiece-js";
import { invalidTokenizer } from "./invalid-tokenizer";
import { readPieces } from "./read-pieces";
import { readTokenizerFile } from "./read-tokenizer-file";
import type { TokenSource } from "./tokenizer";

const EXPECTED = "a SentencePiece model";

/** Opens a SentencePiece model, such as `spiece.model`. */
export async function openSentencePiece(file: string): Promise<TokenSource> {
  const bytes = await readTokenizerFile(file, EXPECTED);
  const pieces = piecesOf(file, bytes);
  const processor = new SentencePieceProcessor();
  await processor.load(file);
  // The library does not say whether it could load the file; any letter is a token, if only the unknown one.
  if (processor.encodeIds("a").length === 0)
    throw invalidTokenizer(file, EXPECTED, "one that encodes nothing");

  return {
    size: pieces.length,
    encode: (text) => processor.encodeIds(text),
    idOf(token) {
      const id = pieces.indexOf(token);
      if (id === -1) throw invalidTokenizer(file, `one with the piece ${token}`, "one without it");
      return id;
    },
  };
}

function piecesOf(file: string, bytes: Buffer): string[] {
  const begin = JSON.stringify(bytes.toString("latin1", 0, 40));
  const got = bytes.length === 0 ? "an empty file" : `a file that begins with ${begin}`;
  try {
    const pieces = readPieces(bytes);
    if (pieces.length > 0) return pieces;
  } catch (error) {
    throw invalidTokenizer(file, EXPECTED, got, error);
  }
  throw invalidTokenizer(file, EXPECTED, got);
}
