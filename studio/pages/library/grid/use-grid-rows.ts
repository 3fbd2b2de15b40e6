import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ImagePages } from "./image-pages";

/** Between images, in pixels. */
export const GAP = 6;
const FEWEST_COLUMNS = 2;
/** Rows that are ready above and below what is in view. */
const ROWS_AHEAD = 3;
/** What lies over the top of the window while one scrolls: the header and the bar of the page. */
const COVERED = 52 + 60;

/** The rows of a grid of so many images, each about as wide as asked for: those in view, and where they are. */
export function useGridRows(pages: ImagePages, total: number, size: number) {
  const grid = useRef<HTMLDivElement>(null);
  const { top, width } = useBox(grid);
  const columns = Math.max(FEWEST_COLUMNS, Math.floor((width + GAP) / (size + GAP)));
  const height = (width - GAP * (columns - 1)) / columns + GAP;
  const virtualizer = useWindowVirtualizer({
    count: width > 0 ? Math.ceil(total / columns) : 0,
    estimateSize: () => height,
    overscan: ROWS_AHEAD,
    scrollMargin: top,
    scrollPaddingStart: COVERED,
    scrollPaddingEnd: GAP,
  });
  const firstRow = virtualizer.range?.startIndex ?? 0;

  // Where images change their size, the first one in view stays there.
  const was = useRef({ columns, height, first: 0 });
  if (was.current.height === height) was.current.first = firstRow * columns;
  useLayoutEffect(() => {
    if (was.current.height === height) return;
    virtualizer.measure();
    const { first } = was.current;
    if (was.current.columns !== columns && first > 0)
      virtualizer.scrollToIndex(Math.floor(first / columns), { align: "start" });
    was.current = { columns, height, first };
  }, [virtualizer, columns, height]);

  const rows = virtualizer.getVirtualItems();
  const [first, last] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? -1];
  useEffect(() => pages.look(first * columns, (last + 1) * columns - 1), [pages, first, last, columns]);

  return {
    ...{ grid, top, columns, virtualizer, rows, firstRow },
    /** How many images are on a screen. */
    page: Math.max(1, Math.floor((window.innerHeight - COVERED) / height)) * columns,
  };
}

/** How far below the top of the page the grid begins, and how wide it is. What is around it may change. */
function useBox(grid: RefObject<HTMLElement | null>): { readonly top: number; readonly width: number } {
  const [box, setBox] = useState({ top: 0, width: 0 });
  useLayoutEffect(() => {
    const measure = () => {
      const { top = 0, width = 0 } = grid.current?.getBoundingClientRect() ?? {};
      const next = { top: Math.round(top + window.scrollY), width };
      setBox((old) => (old.top === next.top && old.width === next.width ? old : next));
    };
    measure(); // before the first frame, so that it has the page's whole length
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    if (grid.current) observer.observe(grid.current);
    return () => observer.disconnect();
  }, [grid]);
  return box;
}
