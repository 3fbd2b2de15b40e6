import { type DragEvent, lazy, type ReactNode, Suspense, useState } from "react";
import classes from "./drop-area.module.css";

/** It comes with a library that nobody needs before they drag a file. */
const DropSheet = lazy(() => import("./drop-sheet").then((module) => ({ default: module.DropSheet })));

/** A page on which photos and folders can be dropped: they are stored. */
export function DropArea({ children }: { children: ReactNode }) {
  const [isOver, setOver] = useState(false);
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes("Files");
  const leave = ({ currentTarget, relatedTarget }: DragEvent) => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
  };
  // Or the browser would show the file in place of the page.
  const keep = (event: DragEvent) => hasFiles(event) && event.preventDefault();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: for who has no mouse there is the button that adds photos
    <div
      className={classes.area}
      onDragEnter={(event) => hasFiles(event) && setOver(true)}
      onDragLeave={leave}
      onDragOver={keep}
      onDrop={keep}
    >
      {children}
      {isOver && (
        <Suspense>
          <DropSheet onEnd={() => setOver(false)} />
        </Suspense>
      )}
    </div>
  );
}
