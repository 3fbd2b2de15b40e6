import { LRUCache } from "lru-cache";
import type { SectionComparison } from "../../../evaluation/resampling/compare-runs";
import { lostScores } from "../shards/lost-scores";
import type { MeasuredRun } from "./read-run-data";
import type { Reducer } from "./reducer";

/** A comparison's resamples, whatever those of the runs' own intervals. */
const RESAMPLES = 200;
/** Of 7,586 labels a comparison takes some 3 MB. */
const KEPT_COMPARISONS = 16;

/** Two complete runs, and which their shards are if they must be read. */
export interface ComparedRuns {
  readonly firstId: string;
  readonly secondId: string;
  readonly measured: () => Promise<{ readonly first: MeasuredRun; readonly second: MeasuredRun }>;
}

export type ComparisonReader = (runs: ComparedRuns) => Promise<SectionComparison[]>;

/**
 * Compares runs from their shards. A comparison may take minutes and never changes: who asks for its next page
 * has the one that was made, and who asks while it is made waits for the same.
 */
export function createComparisonReader(reducer: Reducer): ComparisonReader {
  const kept = new LRUCache<string, Promise<SectionComparison[]>>({ max: KEPT_COMPARISONS });

  async function compare({ measured }: ComparedRuns): Promise<SectionComparison[]> {
    const compared = await reducer.run("compare", { ...(await measured()), resamples: RESAMPLES });
    if (compared) return compared;
    throw lostScores();
  }

  return (runs) => {
    const key = `${runs.firstId} ${runs.secondId}`;
    const known = kept.get(key);
    if (known) return known;
    const compared = compare(runs);
    kept.set(key, compared);
    compared.catch(() => kept.delete(key));
    return compared;
  };
}
