import { compareRuns } from "../../evaluation/compare-runs";
import { resample } from "../../evaluation/resample";
import { serveTasks } from "../../inference/serve-tasks";
import { type MeasuredRun, readRunData } from "./read-run-data";
import type { ReduceTasks } from "./reduce-tasks";
import { runReport } from "./run-report";

/** All comparisons draw the same resamples, as the reports' intervals do. */
const SEED = 1;

/** One run's data at a time is in memory. */
async function resampled(run: MeasuredRun, resamples: number) {
  const read = await readRunData(run);
  return "lost" in read ? null : resample(read.data, resamples, SEED);
}

serveTasks<ReduceTasks>(
  {
    report: async ({ run, resamples }) => {
      const read = await readRunData(run);
      if ("lost" in read) return { value: read, transfer: [] };
      return { value: { json: JSON.stringify(runReport(read.data, resamples)) }, transfer: [] };
    },

    compare: async ({ first, second, resamples }) => {
      const a = await resampled(first, resamples);
      const b = a && (await resampled(second, resamples));
      return { value: a && b && compareRuns(a, b), transfer: [] };
    },
  },
  { oneAtATime: true },
);
