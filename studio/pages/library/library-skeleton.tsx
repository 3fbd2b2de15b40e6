import { Skeletons } from "../../parts/skeletons";
import classes from "./library-page.module.css";

/** The grid before it is known how many images there are. */
export function LibrarySkeleton({ size }: { readonly size: number }) {
  return (
    <div
      className={classes.skeleton}
      style={{ gridTemplateColumns: `repeat(auto-fill, minmax(${size}px, 1fr))` }}
      aria-hidden
    >
      <Skeletons count={24} className={classes.place} radius="sm" />
    </div>
  );
}
