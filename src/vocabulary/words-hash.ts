import { createHash } from "node:crypto";
import type { WordVector } from "./word-vector";

/** The identity of a word-vector file's content, sha256 in hex: its words and their float32 vectors in order. */
export function wordsHash(): { add(entry: WordVector): void; digest(): string } {
  const hash = createHash("sha256");
  return {
    add({ word, vector }) {
      hash.update(`${word}\0`).update(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
    },
    digest: () => hash.digest("hex"),
  };
}
