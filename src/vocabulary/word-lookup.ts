/** A set of words with their vectors, wherever it is kept, in which many words can be looked up at a time. */
export interface WordLookup {
  readonly dimensions: number;
  /** The vectors of the words that exist, by the word. */
  find(words: readonly string[]): Promise<Map<string, Float32Array>>;
  /** For each `foldWord` key that exists, the first word of the set with that key. */
  findFolded(keys: readonly string[]): Promise<Map<string, { word: string; vector: Float32Array }>>;
  /** Up to `count` of the set's frequent words whose vectors point most nearly where this one does, nearest first. */
  similar(vector: Float32Array, count: number): Promise<string[]>;
  /** Up to `count` words spelled most like `word`, nearest first. */
  nearest(word: string, count: number): Promise<string[]>;
}
