import { startJobRunner } from "../../jobs/job-runner";
import type { ServiceContext } from "../../services/context";
import { acceptIndexing } from "../../services/search/index/accept-indexing";
import type { Terminal } from "../terminal/terminal";
import { followIndexing } from "./follow-indexing";

/**
 * Indexes the stored images that a model's index lacks, here or in a service that runs, and waits for that. What keeps
 * some from being indexed is told, and no reason not to search the others.
 */
export async function indexMissing(
  context: ServiceContext,
  model: Parameters<ServiceContext["indexes"]["open"]>[0],
  attempt: { readonly signal: AbortSignal; readonly terminal: Terminal },
): Promise<void> {
  const { missing } = await context.indexes.open(model);
  if (missing === 0) return;
  const indexing = await acceptIndexing(context.db, { modelVersionId: model.id, vocabularyId: null });
  const jobs = await startJobRunner(context, attempt.terminal.warn, ["INDEX"]);
  const { state, errorMessage } = await followIndexing(context, indexing, attempt).finally(jobs.stop);
  if (state === "FAILED") attempt.terminal.fail(`The indexing failed: ${errorMessage}`);
}
