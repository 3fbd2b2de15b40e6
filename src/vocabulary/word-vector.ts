/** A word as its file spells it, and its vector as the file gives it (not normalized). */
export interface WordVector {
  readonly word: string;
  readonly vector: Float32Array; // [D]
}
