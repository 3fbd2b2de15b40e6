import { useEffect } from "react";
import { useSubscription } from "urql";
import type { ResultOf } from "../../../api/graphql";
import { type FoundQuery, ProofQuery } from "./found-query";

export type Found = ResultOf<typeof FoundQuery>["searchImages"];
export type Proof = ResultOf<typeof ProofQuery>["searchProgress"];

/**
 * How far the proof of what was found is, while it is under way; null otherwise. Once it has ended, or the service
 * has forgotten the search, `onEnd` is called: the same search then gives what is proven, or begins again.
 */
export function useProof(found: Found | undefined, onEnd: () => void): Proof | null {
  const isOpen = found !== undefined && !found.exact;
  const [{ data, error }] = useSubscription({
    query: ProofQuery,
    variables: { searchId: found?.searchId ?? "" },
    pause: !isOpen,
  });
  const proof = isOpen && data?.searchProgress.searchId === found.searchId ? data.searchProgress : null;
  const isOver = isOpen && (proof?.exact || error !== undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each search, whatever the function is by then
  useEffect(() => {
    if (isOver) onEnd();
  }, [isOver, found?.searchId]);
  return proof;
}
