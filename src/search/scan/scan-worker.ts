import { serveTasks } from "../../threads/serve-tasks";
import { scanPart } from "./scan-part";
import type { ScanTasks } from "./scan-tasks";

serveTasks<ScanTasks>(
  {
    scan: async (part) => {
      scanPart(part);
      return { value: null, transfer: [] };
    },
  },
  { oneAtATime: true },
);
