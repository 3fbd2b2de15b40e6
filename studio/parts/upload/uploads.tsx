import { lazy, Suspense } from "react";
import { useUploads } from "./use-uploads";

const UploadPanel = lazy(() => import("./upload-panel").then((module) => ({ default: module.UploadPanel })));

/** The panel of the files on their way, on whichever page one is; nothing where there are none. */
export function Uploads() {
  const { total, leftOut } = useUploads();
  if (total === 0 && leftOut === 0) return null;
  return (
    <Suspense>
      <UploadPanel />
    </Suspense>
  );
}
