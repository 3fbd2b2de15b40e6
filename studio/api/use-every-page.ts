import type { TypedDocumentNode } from "@urql/core";
import { useEffect, useState } from "react";
import { useClient } from "urql";

interface Page<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** What has come of all pages of a list. */
export interface EveryPage<Node> {
  /** Of the pages that have come so far. */
  readonly nodes: readonly Node[];
  readonly isComplete: boolean;
  readonly problem: string | null;
}

const NONE: EveryPage<never> = { nodes: [], isComplete: false, problem: null };

/**
 * All entries of a list, page after page, for lists that are bounded, such as a vocabulary's labels. `pageOf` finds the
 * page in an answer; null where there is nothing to list. Nothing is asked while `variables` are null.
 */
export function useEveryPage<Data, Variables extends { after?: string | null | undefined }, Node>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, "after"> | null,
  pageOf: (data: Data) => Page<Node> | null | undefined,
): EveryPage<Node> {
  const client = useClient();
  const [found, setFound] = useState<EveryPage<Node>>(NONE);
  const key = variables && JSON.stringify(variables);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the variables are those of their key
  useEffect(() => {
    setFound(NONE);
    if (!variables) return;
    let isWanted = true;
    const read = async () => {
      let nodes: Node[] = [];
      let after: string | null = null;
      for (;;) {
        const answer: { data?: Data; error?: Error } = await client
          .query(query, { ...variables, after } as Variables, { requestPolicy: "network-only" })
          .toPromise();
        if (!isWanted) return;
        const page = answer.data && pageOf(answer.data);
        if (!page) return setFound({ nodes, isComplete: true, problem: answer.error?.message ?? null });
        nodes = [...nodes, ...page.edges.map(({ node }) => node)];
        after = page.pageInfo.endCursor;
        setFound({ nodes, isComplete: !page.pageInfo.hasNextPage, problem: null });
        if (!page.pageInfo.hasNextPage) return;
      }
    };
    void read();
    return () => {
      isWanted = false;
    };
  }, [client, query, key]);
  return found;
}
