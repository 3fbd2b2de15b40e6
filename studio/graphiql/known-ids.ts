import type { FirstQuery } from "./first-query";

/** The newest of each thing that a tab asks about; of images, those that only an import stored count too. */
export const KNOWN_IDS = `query KnownIds {
  image: images(first: 1, filter: { addedBy: ANYONE }) { edges { node { id } } }
  vocabulary: vocabularies(first: 1) { edges { node { id } } }
  benchmarkSet: benchmarkSets(first: 1) { edges { node { id } } }
  wordVectorSet: wordVectorSets(first: 1) { edges { node { id } } }
  batch: predictionBatches(first: 1) { edges { node { id } } }
  run: evaluationRuns(first: 1) { edges { node { id } } }
}`;

/** How the tabs' variables speak of each. */
const WORDS = {
  image: "the id of an image",
  vocabulary: "the id of a vocabulary",
  benchmarkSet: "the id of a benchmark set",
  wordVectorSet: "the id of a word-vector set",
  batch: "the id of a batch",
  run: "the id of an evaluation run",
} as const;

type Newest = { readonly edges: readonly { readonly node: { readonly id: string } }[] };
export type KnownIds = Readonly<Record<keyof typeof WORDS, Newest>>;

/** The tabs with the ids that the service has; what it has none of stays in words, which say what to fill in. */
export function withKnownIds(queries: readonly FirstQuery[], known: KnownIds): FirstQuery[] {
  const words = Object.keys(WORDS) as (keyof typeof WORDS)[];
  return queries.map(({ query, variables }) => ({
    query,
    variables: words.reduce<string | undefined>((text, noun) => {
      const id = known[noun].edges[0]?.node.id;
      return id === undefined ? text : text?.replaceAll(`"${WORDS[noun]}"`, JSON.stringify(id));
    }, variables),
  }));
}
