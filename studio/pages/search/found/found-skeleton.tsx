import { Skeleton } from "@mantine/core";
import classes from "./found.module.css";

const WIDTHS = [280, 210, 311, 240, 212, 281, 260, 310, 211, 241];

/** What stands where images will be. */
export function FoundSkeleton() {
  return (
    <div className={classes.grid} aria-hidden>
      {WIDTHS.map((width) => (
        <Skeleton key={width} height={248} style={{ flex: `${width} 1 ${width}px` }} w="auto" />
      ))}
    </div>
  );
}
