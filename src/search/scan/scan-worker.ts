import { serveTasks } from "../../threads/serve-tasks";
import { scanPart } from "./scan-part";
import type { ScanTasks } from "./scan-tasks";

serveTasks<ScanTasks>(
  {
    scan: async (part) => {
      const bounds = scanPart(part);
      return { value: bounds, transfer: [bounds.buffer] };
    },
  },
  { oneAtATime: true },
);
