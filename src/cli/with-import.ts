import path from "node:path";
import { withWorkDirectory } from "../files/with-work-directory";
import type { ImportProgress } from "../services/models/import-model";
import { showProgress } from "./terminal/show-progress";
import type { Terminal } from "./terminal/terminal";
import type { Workplace } from "./with-database";

/** Runs an import with a directory for its work, and shows its steps and the bytes stored. */
export function withImport<T>(
  { config, signal }: Workplace,
  terminal: Terminal,
  work: (workDirectory: string, onProgress: ImportProgress) => Promise<T>,
): Promise<T> {
  return withWorkDirectory(path.join(config.dataDirectory, "tmp"), (workDirectory) =>
    showProgress({ format: "{value} MB stored" }, (update) => {
      let last = "";
      return work(workDirectory, (step, storedBytes) => {
        signal.throwIfAborted();
        if (step !== last) terminal.warn(step);
        last = step;
        if (storedBytes > 0) update(Math.round(storedBytes / 1e6));
      });
    }),
  );
}
