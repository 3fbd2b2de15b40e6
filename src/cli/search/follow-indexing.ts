import type { ServiceContext } from "../../services/context";
import { anyWork } from "../../services/work/any-kind/work-named";
import { findOne } from "../../services/work/find-one";
import { watchWork } from "../../services/work/watch-work";
import { followEvents } from "../follow-events";
import { progressLines } from "../terminal/progress-lines";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";

/** Waits for the end of an indexing, here or in a service that runs, and returns how it ended. */
export async function followIndexing(
  context: ServiceContext,
  { id, sequence }: { readonly id: string; readonly sequence: number },
  { signal, terminal }: { readonly signal: AbortSignal; readonly terminal: Terminal },
) {
  const tell = progressLines(terminal, "pictures indexed");
  await showProgress({ format: "[{bar}] {value}/{total} pictures indexed" }, (update) =>
    followEvents(watchWork(context, "INDEX", id, sequence), { signal, terminal }, ({ done, total }) => {
      update(done, total);
      tell(done, total);
    }),
  );
  return findOne(context.db, anyWork("INDEX"), id);
}
