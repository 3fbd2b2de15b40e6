import { startJobRunner } from "../../jobs/job-runner";
import type { ServiceContext } from "../../services/context";
import { acceptIndexing } from "../../services/search/index/accept-indexing";
import { anyWork } from "../../services/work/any-kind/work-named";
import { findOne } from "../../services/work/find-one";
import { watchWork } from "../../services/work/watch-work";
import { followEvents } from "../follow-events";
import { progressLines } from "../terminal/progress-lines";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";

/**
 * Indexes the stored images that a model's index lacks, here or in a service that runs, and waits for that. What keeps
 * some from being indexed is told, and no reason not to search the others.
 */
export async function indexMissing(
  context: ServiceContext,
  model: Parameters<ServiceContext["indexes"]["open"]>[0],
  { signal, terminal }: { readonly signal: AbortSignal; readonly terminal: Terminal },
): Promise<void> {
  const { missing } = await context.indexes.open(model);
  if (missing === 0) return;
  const { db } = context;
  const { id, sequence } = await acceptIndexing(db, { modelVersionId: model.id, vocabularyId: null });
  const tell = progressLines(terminal, "pictures indexed");
  const jobs = await startJobRunner(context, terminal.warn, ["INDEX"]);
  try {
    await showProgress({ format: "[{bar}] {value}/{total} pictures indexed" }, (update) =>
      followEvents(watchWork(context, "INDEX", id, sequence), { signal, terminal }, ({ done, total }) => {
        update(done, total);
        tell(done, total);
      }),
    );
  } finally {
    await jobs.stop();
  }
  const { state, errorMessage } = await findOne(db, anyWork("INDEX"), id);
  if (state === "FAILED") terminal.fail(`The indexing failed: ${errorMessage}`);
}
