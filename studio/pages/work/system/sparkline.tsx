const WIDTH = 120;
const HEIGHT = 32;

interface SparklineProps {
  /** The oldest first. */
  readonly values: readonly number[];
  /** The value at the top. */
  readonly top: number;
  /** As many values as the line has room for; fewer begin at the right. */
  readonly room: number;
}

/**
 * The course of a figure, small enough for a line of text; the figure itself stands beside it, so it says nothing to a
 * screen reader. A plotting library draws axes and legends, which this has none of.
 */
export function Sparkline({ values, top, room }: SparklineProps) {
  const step = WIDTH / (room - 1);
  const points = values.map((value, index) => {
    const x = WIDTH - (values.length - 1 - index) * step;
    const y = HEIGHT - 1 - (HEIGHT - 2) * Math.min(1, value / Math.max(top, Number.MIN_VALUE));
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const [firstX] = points[0]?.split(",") ?? [WIDTH];
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      width="100%"
      height={HEIGHT}
      aria-hidden
      focusable="false"
    >
      {points.length > 1 && (
        <>
          <polygon
            points={`${firstX},${HEIGHT} ${points.join(" ")} ${WIDTH},${HEIGHT}`}
            fill="var(--mantine-primary-color-light)"
          />
          <polyline
            points={points.join(" ")}
            fill="none"
            stroke="var(--mantine-color-cyan-6)"
            strokeWidth={1.5}
            vectorEffect="non-scaling-stroke"
          />
        </>
      )}
    </svg>
  );
}
