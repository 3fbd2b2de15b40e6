import { startJobRunner } from "../jobs/job-runner";
import type { ServiceContext } from "../services/context";
import { createContext } from "../services/create-context";
import type { WorkKind } from "../services/work/work-words";
import type { Terminal } from "./terminal/terminal";
import type { Workplace } from "./with-database";

/** Does work of one kind in this process, beside any service, while `work` lasts. */
export async function withJobs<T>(
  { db, config }: Workplace,
  terminal: Terminal,
  kind: WorkKind,
  work: (context: ServiceContext) => Promise<T>,
): Promise<T> {
  const { context, close } = await createContext(db, { ...config, version: "", log: terminal.warn });
  try {
    const jobs = await startJobRunner(context, terminal.warn, [kind]);
    return await work(context).finally(() => jobs.stop());
  } finally {
    await close();
  }
}
