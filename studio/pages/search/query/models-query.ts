import { graphql } from "../../../api/graphql";

/** What a search can be made with. */
export const SearchSetting = graphql(`
  query SearchSetting {
    activeModelVersion { id name version givesProbabilities space { id kind } }
    modelVersions(first: 50) {
      edges { node { id name version active givesProbabilities space { id kind } } }
    }
    stored: images(first: 1, filter: { addedBy: ANYONE }) { totalCount }
  }
`);

/** Words to begin with. */
export const WordsToTry = graphql(`
  query WordsToTry($modelVersionId: ID) {
    suggestWords(beginning: "", first: 50, modelVersionId: $modelVersionId)
    tags(first: 12, orderBy: { by: IMAGES, direction: DESC }) { edges { node { tag imageCount } } }
  }
`);

export const CompletedWords = graphql(`
  query CompletedWords($beginning: String!, $modelVersionId: ID) {
    suggestWords(beginning: $beginning, first: 8, modelVersionId: $modelVersionId)
  }
`);
