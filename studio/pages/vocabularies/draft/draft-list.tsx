import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useLayoutEffect, useRef, useState } from "react";
import type { DraftLabel } from "./draft-label";
import { DraftRow } from "./draft-row";
import type { Draft } from "./use-draft";
import type { LabelChecks } from "./use-label-checks";

const USUAL_HEIGHT = 57;

/** The labels of a draft, of which only those in sight are drawn. */
export function DraftList(props: {
  draft: Draft;
  /** Those that are shown, at their places in the draft. */
  shown: readonly { readonly label: DraftLabel; readonly place: number }[];
  checks: LabelChecks;
  isText: boolean;
}) {
  const { draft, shown, checks, isText } = props;
  const frame = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const own = frame.current?.getBoundingClientRect().top ?? 0;
      setTop(Math.round(own + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure); // what is above may grow
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const rows = useWindowVirtualizer({
    count: shown.length,
    estimateSize: () => USUAL_HEIGHT,
    overscan: 8,
    scrollMargin: top,
    getItemKey: (index) => shown[index]!.label.key,
  });
  const { change, remove } = draft;
  const onRemove = useCallback((key: number) => remove(new Set([key])), [remove]);
  return (
    <ul
      ref={frame}
      style={{ position: "relative", height: rows.getTotalSize(), margin: 0, padding: 0, listStyle: "none" }}
    >
      {rows.getVirtualItems().map(({ key, index, start }) => (
        <li
          key={key}
          ref={rows.measureElement}
          data-index={index}
          style={{ position: "absolute", insetInline: 0, top: 0, transform: `translateY(${start - top}px)` }}
        >
          <DraftRow
            label={shown[index]!.label}
            place={shown[index]!.place}
            checks={checks}
            isText={isText}
            onChange={change}
            onRemove={onRemove}
          />
        </li>
      ))}
    </ul>
  );
}
