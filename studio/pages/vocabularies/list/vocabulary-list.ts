import { graphql, type ResultOf } from "../../../api/graphql";

export const VocabularyList = graphql(`
  query VocabularyList($filter: NameFilter, $orderBy: ListOrder, $after: String) {
    vocabularies(first: 100, filter: $filter, orderBy: $orderBy, after: $after) {
      edges {
        node {
          id
          name
          version
          labelCount
          createdAt
          labels(first: 8) { edges { node { id label } } }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export type ListedVocabulary = ResultOf<typeof VocabularyList>["vocabularies"]["edges"][number]["node"];

/** The newest version of each name, in the order of the list, with how many there are. */
export function newestOfEach(
  listed: readonly ListedVocabulary[],
): { newest: ListedVocabulary; versions: number }[] {
  const groups = new Map<string, { newest: ListedVocabulary; versions: number }>();
  for (const vocabulary of listed) {
    const group = groups.get(vocabulary.name);
    if (!group) groups.set(vocabulary.name, { newest: vocabulary, versions: 1 });
    else {
      group.versions++;
      if (vocabulary.version > group.newest.version) group.newest = vocabulary;
    }
  }
  return [...groups.values()];
}
