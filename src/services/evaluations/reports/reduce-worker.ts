import { precisionRecallCurve } from "../../../evaluation/metrics/precision-recall-curve";
import { scoreHistogram } from "../../../evaluation/metrics/score-histogram";
import { thinCurve } from "../../../evaluation/metrics/thin-curve";
import { runReport } from "../../../evaluation/report/run-report";
import { compareRuns } from "../../../evaluation/resampling/compare-runs";
import { resample } from "../../../evaluation/resampling/resample";
import { serveTasks } from "../../../threads/serve-tasks";
import { compareShares } from "../shares/compare-shares";
import { measureSection } from "./measure-section";
import { type MeasuredRun, readRunData } from "./read-run-data";
import type { ReduceTasks } from "./reduce-tasks";

/** All comparisons draw the same resamples, as the reports' intervals do. */
const SEED = 1;
/** Points per curve: one for every two pixels of width, up to four. */
const CURVE_COLUMNS = 300;
const HISTOGRAM_BINS = 40;

/** One run's data at a time is in memory. */
async function resampled(run: MeasuredRun, resamples: number, onClass: () => void) {
  const read = await readRunData(run);
  return "lost" in read ? null : resample(read.data, resamples, SEED, onClass);
}

serveTasks<ReduceTasks>(
  {
    report: async ({ run, resamples }) => {
      const read = await readRunData(run);
      if ("lost" in read) return { value: read, transfer: [] };
      return { value: { json: JSON.stringify(runReport(read.data, resamples)) }, transfer: [] };
    },

    compare: async ({ first, second, resamples, done }) => {
      const onClass = () => void Atomics.add(done, 0, 1);
      const a = await resampled(first, resamples, onClass);
      const b = a && (await resampled(second, resamples, onClass));
      return { value: a && b && compareRuns(a, b), transfer: [] };
    },

    shares: async (asked) => ({ value: await compareShares(asked), transfer: [] }),

    curves: async ({ run, part }) => {
      const read = await readRunData(run);
      if ("lost" in read) return { value: null, transfer: [] };
      const { data } = read;
      const value = measureSection(data, part, (section, classes) =>
        thinCurve(precisionRecallCurve(data, section, classes), CURVE_COLUMNS),
      );
      return { value, transfer: [] };
    },

    histograms: async ({ run, part }) => {
      const read = await readRunData(run);
      if ("lost" in read) return { value: null, transfer: [] };
      const { data } = read;
      const value = measureSection(data, part, (section, classes) =>
        scoreHistogram(data, section, classes, HISTOGRAM_BINS),
      );
      return { value, transfer: [] };
    },
  },
  { oneAtATime: true },
);
