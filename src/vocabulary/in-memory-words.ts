import { RegionaryError } from "../errors";
import { foldWord } from "./fold-word";
import { mostSimilar } from "./most-similar";
import { nearestWords } from "./nearest-words";
import type { WordLookup } from "./word-lookup";
import type { WordVector } from "./word-vector";

/** Keeps a whole word-vector file in memory; a repeated word keeps its first vector. */
export async function inMemoryWords(
  source: AsyncIterable<WordVector> | Iterable<WordVector>,
): Promise<WordLookup> {
  const vectors = new Map<string, Float32Array>();
  const wordOfKey = new Map<string, string>();
  for await (const { word, vector } of source) {
    if (vectors.has(word)) continue;
    vectors.set(word, vector);
    const key = foldWord(word);
    if (!wordOfKey.has(key)) wordOfKey.set(key, word);
  }
  const [first] = vectors.values();
  if (!first) throw new RegionaryError("INVALID_WORD_VECTORS", "Expected at least one word; got none.");
  return {
    dimensions: first.length,
    async find(words) {
      return new Map(
        words.flatMap((word) => {
          const vector = vectors.get(word);
          return vector ? [[word, vector]] : [];
        }),
      );
    },
    async findFolded(keys) {
      return new Map(
        keys.flatMap((key) => {
          const word = wordOfKey.get(key);
          return word === undefined ? [] : [[key, { word, vector: vectors.get(word)! }]];
        }),
      );
    },
    async similar(vector, count) {
      return mostSimilar(vector, vectors, count);
    },
    async nearest(word, count) {
      return nearestWords(word, vectors.keys(), count);
    },
  };
}
