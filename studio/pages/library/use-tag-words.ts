import { useQuery } from "urql";
import { graphql } from "../../api/graphql";

const TagWords = graphql(`
  query TagWords($contains: String) {
    tags(first: 20, contains: $contains, orderBy: { by: IMAGES, direction: DESC }) {
      edges { node { tag imageCount } }
    }
  }
`);

/** The tags that contain a text, those of most images first. */
export function useTagWords(contains: string): string[] {
  const [{ data }] = useQuery({ query: TagWords, variables: { contains: contains.trim() || null } });
  return data?.tags.edges.map(({ node }) => node.tag) ?? [];
}
