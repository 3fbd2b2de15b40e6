import { isSelected, type Selection } from "../selection/selection";
import { GridCell } from "./grid-cell";
import classes from "./image-grid.module.css";
import type { ImagePages } from "./image-pages";
import type { Leaving } from "./leaving-images";

/** What the cells of a grid have in common. */
export interface GridContent {
  readonly pages: ImagePages;
  readonly selection: Selection;
  readonly leaving: Leaving;
  /** The place of the image that keys are for. */
  readonly active: number;
  readonly hrefOf: (id: string, cursor: string) => string;
}

export const cellId = (index: number): string => `image-${index}`;

/** The images of the grid that are beside each other, so many pixels below its top. */
export function GridRow(props: {
  readonly content: GridContent;
  readonly row: number;
  readonly columns: number;
  readonly total: number;
  readonly top: number;
}) {
  const { content, row, columns, total, top } = props;
  const { pages, selection, leaving, active, hrefOf } = content;
  const first = row * columns;
  const places = Array.from({ length: Math.min(columns, total - first) }, (_, column) => first + column);
  return (
    // biome-ignore lint/a11y/useSemanticElements: no table's row, which could not be anywhere in a long list
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, and names the cell that is active
    <div
      role="row"
      aria-rowindex={row + 1}
      className={classes.row}
      style={{ transform: `translateY(${top}px)`, gridTemplateColumns: `repeat(${columns}, 1fr)` }}
    >
      {places.map((index) => {
        const image = pages.at(index);
        const id = image?.node.id;
        return (
          <GridCell
            key={index}
            id={cellId(index)}
            index={index}
            column={index - first}
            image={image}
            href={image ? hrefOf(image.node.id, image.cursor) : undefined}
            isSelected={id !== undefined && isSelected(selection, id)}
            isActive={index === active}
            isLeaving={id !== undefined && leaving.has(id)}
          />
        );
      })}
    </div>
  );
}
