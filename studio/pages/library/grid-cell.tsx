import { memo } from "react";
import { serviceUrl } from "../../api/address";
import { t } from "../../text/text";
import classes from "./image-grid.module.css";
import type { ListedImage } from "./image-pages";

/**
 * One image of the grid, or its place until it is known. Plain elements, since a hundred of them come and go while one
 * scrolls; clicks are the grid's.
 */
export const GridCell = memo(function GridCell(props: {
  readonly id: string;
  readonly index: number;
  readonly column: number;
  readonly image: ListedImage | undefined;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly isLeaving: boolean;
}) {
  const { id, index, column, image, isSelected, isActive, isLeaving } = props;
  const name = image?.node.name ?? t("library.unnamed");
  return (
    <div
      id={id}
      role="gridcell"
      aria-colindex={column + 1}
      aria-selected={isSelected}
      data-index={index}
      className={`${classes.cell} ${isActive ? classes.active : ""} ${isLeaving ? classes.leaving : ""}`}
    >
      {image && (
        <>
          <img
            src={serviceUrl(image.node.thumbnailUrl)}
            alt={isLeaving ? t("library.leaving", { name }) : name}
            title={name}
            decoding="async"
            draggable={false}
          />
          <span className={classes.check} data-check />
        </>
      )}
    </div>
  );
});
