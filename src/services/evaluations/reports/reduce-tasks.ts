import type { PrecisionRecallCurve } from "../../../evaluation/metrics/precision-recall-curve";
import type { ScoreHistogram } from "../../../evaluation/metrics/score-histogram";
import type { SectionComparison } from "../../../evaluation/resampling/compare-runs";
import type { ComparedShares, SharesToCompare } from "../shares/compare-shares";
import type { DrawnPart } from "./measure-section";
import type { MeasuredRun } from "./read-run-data";

/** The tasks of the thread that makes figures from what runs have measured; they may take minutes. */
export type ReduceTasks = {
  /** The report as JSON, or the places of the shards that are missing or damaged. */
  report: {
    message: { run: MeasuredRun; resamples: number };
    result: { readonly json: string } | { readonly lost: number[] };
  };
  /** Null where shards are missing or damaged. `done` is shared memory: it counts the classes of both runs. */
  compare: {
    message: { first: MeasuredRun; second: MeasuredRun; resamples: number; done: Int32Array };
    result: SectionComparison[] | null;
  };
  /** Null where scores are missing or damaged. */
  shares: { message: SharesToCompare; result: ComparedShares | null };
  /** Curves with few enough points to be drawn; null where shards are missing or damaged. */
  curves: {
    message: { run: MeasuredRun; part: DrawnPart };
    result: PrecisionRecallCurve[] | null;
  };
  /** Null where shards are missing or damaged. */
  histograms: {
    message: { run: MeasuredRun; part: DrawnPart };
    result: ScoreHistogram[] | null;
  };
};
