import classes from "../found.module.css";

/** More than a row has on the widest screens. */
const PLACES = Array.from({ length: 16 }, (_, place) => place);

/** Empty places after the last image, in the mean proportions of the others. */
export function RowFillers({ ratios }: { ratios: readonly number[] }) {
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / Math.max(1, ratios.length) || 1;
  return PLACES.map((place) => (
    <div
      key={place}
      className={classes.filler}
      style={{ flex: `${mean} 1 calc(${mean} * var(--row-height))` }}
      aria-hidden
    />
  ));
}
