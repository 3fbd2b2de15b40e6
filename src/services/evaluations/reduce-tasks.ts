import type { SectionComparison } from "../../evaluation/compare-runs";
import type { PrecisionRecallCurve } from "../../evaluation/precision-recall-curve";
import type { SectionName } from "../../evaluation/protocols";
import type { ScoreHistogram } from "../../evaluation/score-histogram";
import type { OfSection } from "./each-class";
import type { MeasuredRun } from "./read-run-data";

/** The work of the thread that makes figures of what runs have measured: it may take minutes. */
export type ReduceTasks = {
  /** The report as JSON, or the places of the files that are missing or damaged. */
  report: {
    message: { run: MeasuredRun; resamples: number };
    result: { readonly json: string } | { readonly lost: number[] };
  };
  /** Null where files are missing or damaged. */
  compare: {
    message: { first: MeasuredRun; second: MeasuredRun; resamples: number };
    result: SectionComparison[] | null;
  };
  /** Curves with few enough points to be drawn; null where files are missing or damaged. */
  curves: {
    message: { run: MeasuredRun; section: SectionName };
    result: OfSection<PrecisionRecallCurve> | null;
  };
  /** Null where files are missing or damaged. */
  histograms: {
    message: { run: MeasuredRun; section: SectionName };
    result: OfSection<ScoreHistogram> | null;
  };
};
