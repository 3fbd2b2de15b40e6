import classes from "./image-grid.module.css";
import type { ListedImage } from "./image-pages";

const asMonth = new Intl.DateTimeFormat(undefined, { year: "numeric", month: "long" });

/** When the first image in view was taken or stored, beside a list that is ordered so, while one scrolls. */
export function WhenScrolling({ image }: { image: ListedImage | undefined }) {
  if (!image) return null;
  const { capturedAt, createdAt } = image.node;
  return (
    <div className={classes.when} aria-hidden>
      {asMonth.format(new Date(capturedAt ?? createdAt))}
    </div>
  );
}
