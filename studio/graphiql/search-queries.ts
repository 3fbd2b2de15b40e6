import type { FirstQuery } from "./first-query";

/** Tab 7: finding pictures. */
export const searchQueries: readonly FirstQuery[] = [
  {
    query: `# 7. Search: every stored picture that has it, best
#    first, and where. "exact" says whether it is proven
#    that no other is better; if not, ask again. The
#    first search indexes what is stored ("indexed" says
#    how far that is). Probabilities, and a cut by them
#    (atLeastProbability: 0.8), come with an evaluation;
#    then two counts enclose how many are above it.
query Search($query: ImageSearch!) {
  searchImages(query: $query, first: 10) {
    totalCount totalCountAtMost exact
    indexed { images of }
    edges {
      rank score probability
      image { name url }
      regions {
        boxes { left top right bottom }
        heatMapUrl
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
    variables: `{ "query": { "labels": ["striped square"] } }`,
  },
];
