import { type CSSProperties, type KeyboardEvent, type MouseEvent, useEffect } from "react";
import { t } from "../../../text/text";
import { countOf } from "../selection/selection";
import { cellId, type GridContent, GridRow } from "./grid-row";
import classes from "./image-grid.module.css";
import { GAP, useGridRows } from "./use-grid-rows";
import { WhenScrolling } from "./when-scrolling";

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
  readonly content: GridContent;
  readonly total: number;
  readonly size: number;
  readonly isByTime: boolean;
  readonly actions: GridActions;
}) {
  const { content, total, size, isByTime, actions } = props;
  const { pages, selection, active } = content;
  const { grid, top, columns, page, virtualizer, rows, firstRow } = useGridRows(pages, total, size);
  const activeRow = Math.floor(active / columns);
  useEffect(() => {
    if (document.activeElement === grid.current) virtualizer.scrollToIndex(activeRow, { align: "auto" });
  }, [virtualizer, grid, activeRow]);
  const isActiveThere = rows.some(({ index }) => index === activeRow);
  const style: CSSProperties & { "--gap": string } = {
    height: Math.max(0, virtualizer.getTotalSize()),
    "--gap": `${GAP}px`,
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: no table, whose rows could not be anywhere in a long list */}
      <div
        ref={grid}
        role="grid"
        tabIndex={0}
        aria-label={t("library.images")}
        aria-multiselectable
        aria-rowcount={Math.ceil(total / columns)}
        aria-colcount={columns}
        aria-activedescendant={isActiveThere ? cellId(active) : undefined}
        className={`${classes.grid} ${countOf(selection) > 0 ? classes.selecting : ""}`}
        style={style}
        onClick={(event) => {
          const cell = event.target instanceof Element ? event.target.closest("[data-index]") : null;
          if (cell instanceof HTMLElement) actions.onClick(Number(cell.dataset.index), event);
        }}
        onKeyDown={(event) => actions.onKey(event, { columns, page })}
      >
        {rows.map(({ index, start }) => (
          <GridRow
            key={index}
            content={content}
            row={index}
            columns={columns}
            total={total}
            top={start - top}
          />
        ))}
      </div>
      {isByTime && virtualizer.isScrolling && <WhenScrolling image={pages.at(firstRow * columns)} />}
    </>
  );
}
