import { openDatabase } from "../../storage/database/open-database";
import { serveTasks } from "../../threads/serve-tasks";
import { importModel } from "../models/import-model";
import { reportProgress } from "../work/report-progress";
import { WorkEnded } from "../work/work-ended";
import type { ImportTasks } from "./import-tasks";

serveTasks<ImportTasks>(
  {
    import: async ({ url, id, request, workDirectory }) => {
      const db = openDatabase(url);
      try {
        const progress = reportProgress(db, id);
        // Ends by itself when the setup is canceled, so that what it had stored is removed.
        const { model } = await importModel(db, request, workDirectory, () => {
          if (progress.hasEnded()) throw new WorkEnded();
          progress.tell(0, 0);
        });
        return { value: model.id, transfer: [] };
      } finally {
        await db.close();
      }
    },
  },
  { oneAtATime: true },
);
