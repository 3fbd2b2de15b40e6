import { useMemo } from "react";
import { useQuery } from "urql";
import { graphql } from "../../../api/graphql";
import { useEveryPage } from "../../../api/use-every-page";
import { VocabularyLabels } from "../labels/vocabulary-labels";
import type { LabelWords } from "./draft-label";

const Earlier = graphql(`
  query EarlierVersion($id: ID!) {
    vocabulary(id: $id) { id name version }
  }
`);

/** The name and labels of the version that a draft goes on from; null until all of it is there. */
export function useEarlierVersion(
  id: string | null,
): { readonly name: string; readonly labels: readonly LabelWords[] } | null {
  const [{ data }] = useQuery({ query: Earlier, variables: { id: id ?? "" }, pause: id === null });
  const { nodes, isComplete } = useEveryPage(
    VocabularyLabels,
    id === null ? null : { id },
    (answer) => answer.vocabulary?.labels,
  );
  const name = data?.vocabulary?.name;
  return useMemo(() => {
    if (!isComplete || name === undefined) return null;
    const labels = nodes.map(({ label, alias, prompt, phrases, training }) => ({
      ...{ label, alias: alias ?? "", prompt: prompt ?? "", phrases, training },
    }));
    return { name, labels };
  }, [nodes, isComplete, name]);
}
