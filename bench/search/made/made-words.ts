import { THINGS } from "./made-images";

/** The words that are looked for, by how often what they mean is in an image: things by their frequency, from 0 on. */
export const WORDS = {
  "in every 7th image": [1, 2, 3, 4],
  "in every 100th": [40, 48, 56, 64],
  "in every 1,000th": [400, 480, 560, 640],
  "in none": [THINGS + 1, THINGS + 2, THINGS + 3, THINGS + 4],
} as const;

export type Frequency = keyof typeof WORDS;

/** All of them, by their columns in an index of made images. */
export const ALL_WORDS: readonly { readonly frequency: Frequency; readonly thing: number }[] = (
  Object.keys(WORDS) as Frequency[]
).flatMap((frequency) => WORDS[frequency].map((thing) => ({ frequency, thing })));
