import { type RandomStream, randomStream } from "./random";
import { COLORS, SHAPES, SYNONYMS, TEXTURES } from "./words";

/**
 * Enough for each of the 22 words and 3 kinds to have a direction of its own, so that a linear map can
 * distinguish them all, and few enough for the words to be learned from few pictures.
 */
const DIMENSIONS = 32;
const SEED = 1;
/** A word's vector is its own direction (length 1), plus some of its kind's, plus some random. */
const KIND = 0.5;
const NOISE = 0.15;
/** A synonym is its word plus this much random: their cosine is about 0.9. */
const SYNONYM_NOISE = 0.45;

/**
 * The word vectors of the pictures' words as a GloVe text file, the same each time. Words of different kinds
 * (shapes, colors, textures) are nearly orthogonal, and those of one kind have cosines of about 0.2. That
 * much of the structure of natural word vectors lets a model distinguish the kinds, and combine words that it
 * never saw together. `scenes/words.txt` is this text.
 */
export function writeSceneWordVectors(): string {
  const random = randomStream(SEED);
  const taken: number[][] = [];
  const ownDirection = () => {
    const direction = withoutShareOf(taken, randomDirection(random));
    taken.push(direction);
    return direction;
  };
  const vectors = new Map<string, number[]>();
  for (const words of [SHAPES, COLORS, TEXTURES]) {
    const kind = ownDirection();
    for (const word of words) {
      const own = ownDirection();
      const noise = randomDirection(random);
      vectors.set(word, unit(own.map((value, i) => value + KIND * kind[i]! + NOISE * noise[i]!)));
    }
  }
  for (const [synonym, word] of Object.entries(SYNONYMS)) {
    const noise = randomDirection(random);
    vectors.set(synonym, unit(vectors.get(word)!.map((value, i) => value + SYNONYM_NOISE * noise[i]!)));
  }
  return [...vectors]
    .map(([word, vector]) => `${word} ${vector.map((x) => x.toFixed(5)).join(" ")}\n`)
    .join("");
}

function randomDirection(random: RandomStream): number[] {
  // Sums of uniform numbers are round enough, and need no logarithm, which engines round differently.
  const sum = () => random.between(-1, 1) + random.between(-1, 1) + random.between(-1, 1);
  return unit(Array.from({ length: DIMENSIONS }, sum));
}

/** The part of a vector that is orthogonal to others, which are orthonormal (Gram and Schmidt). */
function withoutShareOf(others: readonly number[][], vector: readonly number[]): number[] {
  return unit(
    others.reduce<number[]>(
      (rest, other) => {
        const share = dot(rest, other);
        return rest.map((value, i) => value - share * other[i]!);
      },
      [...vector],
    ),
  );
}

function unit(vector: readonly number[]): number[] {
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((value) => value / length);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
