import { useSyncExternalStore } from "react";
import type { UploadCounts } from "./upload";
import { currentCounts, onUploads } from "./upload-queue";

/** How far the files are that were dropped. */
export const useUploads = (): UploadCounts => useSyncExternalStore(onUploads, currentCounts);
