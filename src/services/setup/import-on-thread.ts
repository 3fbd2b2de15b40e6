import path from "node:path";
import { withWorkDirectory } from "../../files/with-work-directory";
import { startThread } from "../../threads/thread";
import type { ServiceContext } from "../context";
import type { ModelToImport } from "../models/import-model";
import { WorkEnded } from "../work/work-ended";
import type { ImportTasks } from "./import-tasks";

const WORKER = path.join(__dirname, "import-worker");

/** Imports a setup's files on a thread of its own, which ends where it is when the service stops; returns the model version's id. */
export function importOnThread(
  { db, dataDirectory }: Pick<ServiceContext, "db" | "dataDirectory">,
  { id, request }: { readonly id: string; readonly request: ModelToImport },
  signal: AbortSignal,
): Promise<string> {
  return withWorkDirectory(path.join(dataDirectory, "tmp"), async (workDirectory) => {
    signal.throwIfAborted();
    const thread = startThread(WORKER);
    const end = () => void (signal.reason instanceof WorkEnded || thread.end());
    signal.addEventListener("abort", end);
    const message: ImportTasks["import"]["message"] = { url: db.url, id, request, workDirectory };
    try {
      return (await thread.call("import", {
        value: message,
        transfer: [],
      })) as ImportTasks["import"]["result"];
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener("abort", end);
      await thread.end();
    }
  });
}
