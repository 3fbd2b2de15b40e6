import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { t } from "../../text/text";
import type { Upload } from "./upload";
import classes from "./upload-panel.module.css";
import { UploadRow } from "./upload-row";

/** The files of a queue, of which only those in view exist. */
export function UploadList({ uploads }: { uploads: readonly Upload[] }) {
  const list = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: uploads.length,
    estimateSize: () => 34,
    getScrollElement: () => list.current,
    getItemKey: (index) => uploads[index]?.id ?? index,
    overscan: 4,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section ref={list} className={classes.list} tabIndex={0} aria-label={t("upload.list")}>
      <div style={{ height: virtualizer.getTotalSize(), position: "relative" }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            className={classes.row}
            style={{ transform: `translateY(${start}px)` }}
          >
            {uploads[index] && <UploadRow upload={uploads[index]} />}
          </div>
        ))}
      </div>
    </section>
  );
}
