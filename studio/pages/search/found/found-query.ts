import { graphql } from "../../../api/graphql";

/** An image that was found, as its tile shows it. */
export const FoundEdge = graphql(`
  fragment FoundEdge on FoundImageEdge {
    cursor
    rank
    score
    probability
    terms { label score probability }
    image { id name width height thumbnailUrl(width: 512) }
  }
`);

/** A page of what a search found, without where it is: that takes longer. */
export const FoundQuery = graphql(
  `
  query Found(
    $query: ImageSearch!
    $filter: ImageFilter
    $orderBy: ImageOrder
    $atLeastProbability: Float
    $modelVersionId: ID
    $first: Int!
    $after: String
  ) {
    searchImages(
      query: $query
      filter: $filter
      orderBy: $orderBy
      atLeastProbability: $atLeastProbability
      modelVersionId: $modelVersionId
      first: $first
      after: $after
    ) {
      searchId
      totalCount
      totalCountAtMost
      exact
      calibrated
      took
      rescored
      indexed { images of }
      ndjsonUrl
      csvUrl
      modelVersion { id name version }
      edges { ...FoundEdge }
      pageInfo { hasNextPage endCursor }
    }
  }
`,
  [FoundEdge],
);

/** Where in the images of a page what was looked for is, word by word. */
export const PlacesQuery = graphql(`
  query Places(
    $query: ImageSearch!
    $filter: ImageFilter
    $orderBy: ImageOrder
    $atLeastProbability: Float
    $modelVersionId: ID
    $first: Int!
    $after: String
  ) {
    searchImages(
      query: $query
      filter: $filter
      orderBy: $orderBy
      atLeastProbability: $atLeastProbability
      modelVersionId: $modelVersionId
      first: $first
      after: $after
    ) {
      edges {
        cursor
        image { id }
        regions {
          boxes { left top right bottom }
          heatMapUrl(format: WEBP, width: 512)
        }
      }
    }
  }
`);

export const ProofQuery = graphql(`
  subscription Proof($searchId: ID!) {
    searchProgress(searchId: $searchId) { searchId rescored of exact totalCount totalCountAtMost }
  }
`);
