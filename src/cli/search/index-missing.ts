import type { ServiceContext } from "../../services/context";
import { acceptIndexing } from "../../services/search/index/accept-indexing";
import { watchWork } from "../../services/work/watch-work";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import { followEvents } from "../follow-events";
import { progressLines } from "../terminal/progress-lines";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";

/** Indexes the stored images that a model's index lacks, here or in a service that runs, and waits for that. */
export async function indexMissing(
  context: ServiceContext,
  model: ModelVersionRow,
  { signal, terminal }: { readonly signal: AbortSignal; readonly terminal: Terminal },
): Promise<void> {
  const { missing } = await context.indexes.open(model);
  if (missing === 0) return;
  const work = await acceptIndexing(context.db, { modelVersionId: model.id, vocabularyId: null });
  const tell = progressLines(terminal, "pictures indexed");
  await showProgress({ format: "[{bar}] {value}/{total} pictures indexed" }, (update) =>
    followEvents(
      watchWork(context, "INDEX", work.id, work.sequence),
      { signal, terminal },
      ({ done, total }) => {
        update(done, total);
        tell(done, total);
      },
    ),
  );
}
