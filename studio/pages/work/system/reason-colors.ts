import type { Queue } from "./use-runtime";

export type Reason = Queue["launchReasons"][number]["reason"];

/** Told apart in gray too, the lightest for batches that nothing held small. */
export const REASON_COLORS = {
  ALL_WAITING: "cyan.3",
  CAP: "cyan.7",
  SHARED: "indigo.5",
  WIDE: "violet.8",
  OTHER_GROUPS: "yellow.6",
  URGENT: "orange.7",
  DEADLINE: "red.8",
} as const satisfies Record<Reason, string>;
