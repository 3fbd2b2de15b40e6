import { useSyncExternalStore } from "react";
import { currentDeletions, onDeletions, type PendingDeletion } from "./pending-deletions";

/** The images that are deleted unless somebody takes it back. */
export const usePendingDeletions = (): readonly PendingDeletion[] =>
  useSyncExternalStore(onDeletions, currentDeletions);
