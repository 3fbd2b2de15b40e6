import { useState } from "react";
import classes from "./boxed-picture.module.css";

/** A rectangle in pixels of the picture, as the API gives it. */
export interface PictureBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Where there are boxes of several things; white otherwise. Its outline makes it visible on any picture. */
  readonly color?: string;
}

/** A picture as wide as its container, in its own proportions from the start, with boxes and a label's map over it. */
export function BoxedPicture(props: {
  src: string;
  width: number;
  height: number;
  alt: string;
  boxes?: readonly PictureBox[];
  /** The address of a map alone, as `mapAlone` makes it. */
  map?: string | null;
  /** Whether it is loaded only once it comes near the window, as one of many. */
  isLazy?: boolean;
}) {
  const { src, width, height, alt, boxes = [], map = null, isLazy = false } = props;
  const [loadedMap, setLoadedMap] = useState<string | null>(null);
  const isMapThere = map !== null && map === loadedMap;
  return (
    <div className={classes.frame} style={{ aspectRatio: width / height }}>
      <img
        className={isMapThere ? `${classes.picture} ${classes.muted}` : classes.picture}
        src={src}
        alt={alt}
        decoding="async"
        loading={isLazy ? "lazy" : undefined}
        draggable={false}
      />
      {map !== null && (
        <img
          key={map}
          className={classes.map}
          src={map}
          alt=""
          draggable={false}
          hidden={!isMapThere}
          onLoad={() => setLoadedMap(map)}
        />
      )}
      <svg
        className={classes.boxes}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        aria-hidden
      >
        {boxes.map(({ left, top, right, bottom, color }) => {
          const place = { x: left, y: top, width: right - left, height: bottom - top };
          return (
            <g key={`${left} ${top} ${right} ${bottom} ${color}`}>
              <rect className={classes.outline} {...place} />
              <rect className={classes.line} style={{ stroke: color }} {...place} />
            </g>
          );
        })}
      </svg>
    </div>
  );
}
