import { useElementSize } from "@mantine/hooks";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { t } from "../../text/text";
import { GridCell } from "./grid-cell";
import classes from "./image-grid.module.css";
import type { ImagePages } from "./image-pages";
import { countOf, isSelected, type Selection } from "./selection";
import { useImagePages } from "./use-image-pages";
import { WhenScrolling } from "./when-scrolling";

const GAP = 6;
/** Rows that are ready above and below what is in view. */
const ROWS_AHEAD = 3;
/** What lies over the top of the window while one scrolls: the header and the bar of the page. */
export const COVERED = 52 + 60;

/** How many images are beside each other, and on a screen. */
export interface GridShape {
  readonly columns: number;
  readonly page: number;
}

export interface GridActions {
  readonly onClick: (index: number, event: MouseEvent) => void;
  readonly onKey: (event: KeyboardEvent, grid: GridShape) => void;
}

/** The images of a list, as squares of about one size; only those in view exist. */
export function ImageGrid(props: {
  readonly pages: ImagePages;
  readonly total: number;
  readonly size: number;
  readonly selection: Selection;
  readonly leaving: ReadonlySet<string>;
  readonly active: number;
  readonly isByTime: boolean;
  readonly actions: GridActions;
}) {
  const { pages, total, size, selection, leaving, active, isByTime, actions } = props;
  useImagePages(pages);
  const { ref: sized, width } = useElementSize();
  const grid = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const columns = Math.max(2, Math.floor((width + GAP) / (size + GAP)));
  const height = (width - GAP * (columns - 1)) / columns + GAP;
  const virtualizer = useWindowVirtualizer({
    count: width > 0 ? Math.ceil(total / columns) : 0,
    estimateSize: () => height,
    overscan: ROWS_AHEAD,
    scrollMargin: top,
    scrollPaddingStart: COVERED,
    scrollPaddingEnd: GAP,
  });
  const rows = virtualizer.getVirtualItems();

  useLayoutEffect(() => {
    const box = grid.current?.getBoundingClientRect();
    if (box) setTop(Math.round(box.top + window.scrollY));
  });
  // Where the squares change, what was first in view stays there.
  const firstRow = virtualizer.range?.startIndex ?? 0;
  const anchor = useRef({ columns, first: 0 });
  if (anchor.current.columns === columns) anchor.current.first = firstRow * columns;
  useLayoutEffect(() => {
    virtualizer.measure();
    if (anchor.current.columns !== columns && anchor.current.first > 0)
      virtualizer.scrollToIndex(Math.floor(anchor.current.first / columns), { align: "start" });
    anchor.current.columns = columns;
  }, [virtualizer, columns, height]);
  useEffect(() => {
    const [first, last] = [rows[0], rows.at(-1)];
    if (first && last) pages.look(first.index * columns, (last.index + 1) * columns - 1);
  });
  const activeRow = Math.floor(active / columns);
  useEffect(() => {
    if (document.activeElement === grid.current) virtualizer.scrollToIndex(activeRow, { align: "auto" });
  }, [virtualizer, activeRow]);

  const perScreen = Math.max(1, Math.floor((window.innerHeight - COVERED) / height));
  const idOf = (index: number) => `image-${index}`;
  const isActiveThere = rows.some(({ index }) => index === activeRow);
  const cells = (row: number) => {
    const first = row * columns;
    return Array.from({ length: Math.min(columns, total - first) }, (_, column) => {
      const image = pages.at(first + column);
      return (
        <GridCell
          key={first + column}
          id={idOf(first + column)}
          index={first + column}
          column={column}
          image={image}
          isSelected={image !== undefined && isSelected(selection, image.node.id)}
          isActive={first + column === active}
          isLeaving={image !== undefined && leaving.has(image.node.id)}
        />
      );
    });
  };
  return (
    <div ref={sized}>
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot be of rows that are somewhere in a long list */}
      <div
        ref={grid}
        role="grid"
        tabIndex={0}
        aria-label={t("library.images")}
        aria-multiselectable
        aria-rowcount={Math.ceil(total / columns)}
        aria-colcount={columns}
        aria-activedescendant={isActiveThere ? idOf(active) : undefined}
        className={`${classes.grid} ${countOf(selection) > 0 ? classes.selecting : ""}`}
        style={{ height: virtualizer.getTotalSize(), "--gap": `${GAP}px` } as React.CSSProperties}
        onClick={(event) => {
          const cell = (event.target as Element).closest<HTMLElement>("[data-index]");
          if (cell) actions.onClick(Number(cell.dataset.index), event);
        }}
        onKeyDown={(event) => actions.onKey(event, { columns, page: perScreen * columns })}
      >
        {rows.map(({ index, start }) => (
          <div
            key={index}
            role="row"
            aria-rowindex={index + 1}
            className={classes.row}
            style={{
              transform: `translateY(${start - top}px)`,
              gridTemplateColumns: `repeat(${columns}, 1fr)`,
            }}
          >
            {cells(index)}
          </div>
        ))}
      </div>
      {isByTime && virtualizer.isScrolling && <WhenScrolling image={pages.at(firstRow * columns)} />}
    </div>
  );
}
