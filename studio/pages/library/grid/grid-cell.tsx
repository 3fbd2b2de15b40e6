import { memo } from "react";
import { serviceUrl } from "../../../api/address";
import { t } from "../../../text/text";
import classes from "./image-grid.module.css";
import type { ListedImage } from "./image-pages";

/**
 * One image of the grid, or its place until it is known. Plain elements, since a hundred of them come and go while one
 * scrolls; clicks are the grid's, and the link is for another tab.
 */
export const GridCell = memo(function GridCell(props: {
  readonly id: string;
  readonly index: number;
  readonly column: number;
  readonly image: ListedImage | undefined;
  readonly href: string | undefined;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly isLeaving: boolean;
}) {
  const { id, index, column, image, href, isSelected, isActive, isLeaving } = props;
  const name = image?.node.name ?? t("library.unnamed");
  const looks = [classes.cell, isActive && classes.active, isLeaving && classes.leaving];
  return (
    // biome-ignore lint/a11y/useSemanticElements: no table's cell, which could not be anywhere in a long list
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, and names the cell that is active
    <div
      id={id}
      role="gridcell"
      aria-colindex={column + 1}
      aria-selected={isSelected}
      data-index={index}
      className={looks.filter(Boolean).join(" ")}
    >
      {image && (
        <a href={href} tabIndex={-1} draggable={false}>
          <img
            src={serviceUrl(image.node.thumbnailUrl)}
            alt={isLeaving ? t("library.leaving", { name }) : name}
            title={name}
            decoding="async"
            draggable={false}
          />
          <span className={classes.check} data-check />
        </a>
      )}
    </div>
  );
});
