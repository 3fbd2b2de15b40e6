import { useQuery } from "urql";
import { graphql, type ResultOf } from "../../../api/graphql";

const Models = graphql(`
  query ModelsToCheckWith {
    modelVersions(first: 100) {
      edges {
        node {
          id
          name
          version
          active
          space { id name kind wordVectorSet { id name } }
        }
      }
    }
  }
`);

export type ModelToCheckWith = ResultOf<typeof Models>["modelVersions"]["edges"][number]["node"];

/** The models that can say how labels get their vectors, the active one first; null while that is unknown. */
export function useModels(): readonly ModelToCheckWith[] | null {
  const [{ data }] = useQuery({ query: Models });
  const models = data?.modelVersions.edges.map(({ node }) => node);
  return models?.sort((a, b) => Number(b.active) - Number(a.active)) ?? null;
}
