import { LRUCache } from "lru-cache";
import type { SectionName } from "../../evaluation/protocols";
import { lostFiles } from "./lost-files";
import type { MeasuredRun } from "./read-run-data";
import type { ReduceTasks } from "./reduce-tasks";
import type { Reducer } from "./reducer";

/** Of 1,006 labels the curves of a section take up to 20 MB, the histograms 0.4. */
const KEPT_SECTIONS = 6;

type PlotTask = "curves" | "histograms";
type PlotDataOf<K extends PlotTask> = NonNullable<ReduceTasks[K]["result"]>;

/** What is drawn of a section of a complete run; `measured` says where its files are, if they must be read. */
export type PlotDataReader = <K extends PlotTask>(
  task: K,
  of: { readonly runId: string; readonly section: SectionName },
  measured: () => Promise<MeasuredRun>,
) => Promise<PlotDataOf<K>>;

/**
 * Makes the plots' data from the files of a run: of all labels of a section at once, since reading the files
 * takes longer than the rest, and who looks at one label looks at others. Those used recently are kept, and
 * who asks while they are made waits for the same.
 */
export function createPlotDataReader(reducer: Reducer): PlotDataReader {
  const kept = new LRUCache<string, Promise<unknown>>({ max: KEPT_SECTIONS });

  async function make<K extends PlotTask>(
    task: K,
    section: SectionName,
    measured: () => Promise<MeasuredRun>,
  ): Promise<PlotDataOf<K>> {
    const made = await reducer.run(task, { run: await measured(), section });
    if (made) return made;
    throw lostFiles();
  }

  return <K extends PlotTask>(
    task: K,
    { runId, section }: { readonly runId: string; readonly section: SectionName },
    measured: () => Promise<MeasuredRun>,
  ) => {
    const key = `${task} ${section} ${runId}`;
    const known = kept.get(key);
    if (known) return known as Promise<PlotDataOf<K>>;
    const made = make(task, section, measured);
    kept.set(key, made);
    made.catch(() => kept.delete(key));
    return made;
  };
}
