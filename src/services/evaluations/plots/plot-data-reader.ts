import { LRUCache } from "lru-cache";
import type { DrawnPart } from "../reports/measure-section";
import type { MeasuredRun } from "../reports/read-run-data";
import type { ReduceTasks } from "../reports/reduce-tasks";
import type { Reducer } from "../reports/reducer";
import { lostScores } from "../shards/lost-scores";

/** Of 1,006 labels the curves of a section take up to 20 MB, the histograms 0.4. */
const KEPT_PARTS = 8;

type PlotTask = "curves" | "histograms";
type PlotDataOf<K extends PlotTask> = NonNullable<ReduceTasks[K]["result"]>;

/** The data for the plots of a complete run; `measured` names its shards, if they must be read. */
export type PlotDataReader = <K extends PlotTask>(
  task: K,
  runId: string,
  part: DrawnPart,
  measured: () => Promise<MeasuredRun>,
) => Promise<PlotDataOf<K>>;

/**
 * Makes the data for plots from the shards of a run: for every label of a section at once, since reading those
 * takes longer than the rest, and one label is rarely looked at alone; for all together separately, since it takes
 * longest. Recently used data is kept, and requests made meanwhile wait for the same result.
 */
export function createPlotDataReader(reducer: Reducer): PlotDataReader {
  const kept = new LRUCache<string, Promise<unknown>>({ max: KEPT_PARTS });

  async function make<K extends PlotTask>(
    task: K,
    part: DrawnPart,
    measured: () => Promise<MeasuredRun>,
  ): Promise<PlotDataOf<K>> {
    const made = await reducer.run(task, { run: await measured(), part });
    if (made) return made;
    throw lostScores();
  }

  return <K extends PlotTask>(
    task: K,
    runId: string,
    part: DrawnPart,
    measured: () => Promise<MeasuredRun>,
  ) => {
    const key = `${task} ${part.of} ${part.section} ${runId}`;
    const known = kept.get(key);
    if (known) return known as Promise<PlotDataOf<K>>;
    const made = make(task, part, measured);
    kept.set(key, made);
    made.catch(() => kept.delete(key));
    return made;
  };
}
