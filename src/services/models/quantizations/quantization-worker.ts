import { openDatabase } from "../../../storage/database/open-database";
import { serveTasks } from "../../../threads/serve-tasks";
import { WorkEnded } from "../../work/work-ended";
import type { QuantizationTasks } from "./quantization-tasks";
import { quantizeStored } from "./quantize-stored";

serveTasks<QuantizationTasks>(
  {
    quantize: async ({ url, id, directories }) => {
      const db = openDatabase(url);
      try {
        await quantizeStored(db, id, directories);
      } catch (error) {
        if (!(error instanceof WorkEnded)) throw error;
      } finally {
        await db.close();
      }
      return { value: null, transfer: [] };
    },
  },
  { oneAtATime: true },
);
