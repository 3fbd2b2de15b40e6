/** A set of words with their vectors that answers many questions at a time, wherever it is kept. */
export interface WordLookup {
  readonly dimensions: number;
  /** The vectors of those words that are there, by the word itself. */
  find(words: readonly string[]): Promise<Map<string, Float32Array>>;
  /** For each `foldWord` key that is there, the first word of the set with that key. */
  findFolded(keys: readonly string[]): Promise<Map<string, { word: string; vector: Float32Array }>>;
  /** Up to `count` words spelled most like `word`, nearest first. */
  nearest(word: string, count: number): Promise<string[]>;
}
