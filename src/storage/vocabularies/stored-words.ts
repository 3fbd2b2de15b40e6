import { mostSimilar } from "../../vocabulary/most-similar";
import { nearestWords } from "../../vocabulary/nearest-words";
import type { WordLookup } from "../../vocabulary/word-lookup";
import type { Database } from "../database/database";
import { storableTexts } from "../database/storable-texts";
import type { WordVectorSetRow } from "./word-vectors";

/** Files list frequent words first; these take 12 MB of vectors of 300 numbers. */
const FREQUENT_WORDS = 10_000;

/** The words of a stored set, looked up many at a time. */
export function storedWords({ pool }: Database, set: WordVectorSetRow): WordLookup {
  return {
    dimensions: set.dimensions,
    async find(words) {
      const { rows } = await pool.query<{ word: string; vector: Buffer }>(
        'SELECT "word", "vector" FROM "WordVector" WHERE "setId" = $1 AND "word" = ANY($2)',
        [set.id, storableTexts(words)],
      );
      return new Map(rows.map(({ word, vector }) => [word, toVector(vector)]));
    },
    async findFolded(keys) {
      const { rows } = await pool.query<{ folded: string; word: string; vector: Buffer }>(
        `SELECT DISTINCT ON ("folded") "folded", "word", "vector" FROM "WordVector"
         WHERE "setId" = $1 AND "folded" = ANY($2) ORDER BY "folded", "rank"`,
        [set.id, storableTexts(keys)],
      );
      return new Map(rows.map(({ folded, word, vector }) => [folded, { word, vector: toVector(vector) }]));
    },
    async similar(vector, count) {
      const { rows } = await pool.query<{ word: string; vector: Buffer }>(
        'SELECT "word", "vector" FROM "WordVector" WHERE "setId" = $1 AND "rank" < $2 ORDER BY "rank"',
        [set.id, FREQUENT_WORDS],
      );
      return mostSimilar(
        vector,
        rows.map(({ word, vector: bytes }) => [word, toVector(bytes)] as const),
        count,
      );
    },
    async nearest(word, count) {
      // Edit distance is at least the difference in length, so only words of about the same length matter.
      const { rows } = await pool.query<{ word: string }>(
        `SELECT "word" FROM "WordVector"
         WHERE "setId" = $1 AND abs(length("word") - length($2)) <= 2 ORDER BY "rank"`,
        [set.id, word],
      );
      return nearestWords(
        word,
        rows.map((row) => row.word),
        count,
      );
    },
  };
}

function toVector(bytes: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}
