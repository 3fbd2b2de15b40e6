import { harmonicMean } from "../metrics/harmonic-mean";
import { type ClassCounts, pooledCounts, retrieval } from "../metrics/retrieval-at-k";
import type { GroupReport, SeenAndUnseen } from "./report";

/** The figures of the seen and the unseen classes of one ranking, and their harmonic means. */
export function seenAndUnseen(
  counts: readonly { readonly k: number; readonly counts: ClassCounts }[],
  f1WithoutHit: 0 | null,
  group: (seen: boolean) => { readonly classes: Uint32Array; readonly macro: number | null },
): SeenAndUnseen {
  const report = (isSeen: boolean): GroupReport => {
    const { classes, macro } = group(isSeen);
    const atK = counts.map(({ k, counts: ofClasses }) => ({
      k,
      pooled: retrieval(pooledCounts(ofClasses, classes), f1WithoutHit),
    }));
    return { macro, atK };
  };
  const [seen, unseen] = [report(true), report(false)];
  const f1 = counts.map(({ k }, place) => ({
    k,
    f1: harmonicMean(seen.atK[place]!.pooled.f1, unseen.atK[place]!.pooled.f1),
  }));
  return { seen, unseen, harmonicMean: { macro: harmonicMean(seen.macro, unseen.macro), f1 } };
}
