import { useEffect } from "react";
import { useSubscription } from "urql";
import type { ResultOf } from "../../../api/graphql";
import { type FoundQuery, ProofQuery } from "./found-query";

export type Found = ResultOf<typeof FoundQuery>["searchImages"];
export type Proof = ResultOf<typeof ProofQuery>["searchProgress"];

/**
 * How far the proof of what was found is, while it is under way; null otherwise. Once it has ended, `onProven` is called:
 * the same search then gives what is proven.
 */
export function useProof(found: Found | undefined, onProven: () => void): Proof | null {
  const isOpen = found !== undefined && !found.exact;
  const [{ data }] = useSubscription({
    query: ProofQuery,
    variables: { searchId: found?.searchId ?? "" },
    pause: !isOpen,
  });
  const proof = isOpen && data?.searchProgress.searchId === found.searchId ? data.searchProgress : null;
  const isProven = proof?.exact ?? false;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each search, whatever the function is by then
  useEffect(() => {
    if (isProven) onProven();
  }, [isProven, found?.searchId]);
  return proof;
}
