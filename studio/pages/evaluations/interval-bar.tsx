/** A figure on a line from 0 to 1, with its 95% interval. The number stands beside it. */
export function IntervalBar(props: {
  value: number | null;
  interval?: { readonly low: number; readonly high: number } | null | undefined;
}) {
  const { value, interval } = props;
  return (
    <svg width="100%" height={10} aria-hidden style={{ overflow: "visible" }}>
      <rect y={4} width="100%" height={2} rx={1} fill="var(--mantine-color-default-border)" />
      {interval && (
        <rect
          y={2}
          height={6}
          rx={3}
          x={`${interval.low * 100}%`}
          width={`${Math.max(0.6, (interval.high - interval.low) * 100)}%`}
          fill="var(--mantine-color-anchor)"
          opacity={0.3}
        />
      )}
      {value !== null && <circle cx={`${value * 100}%`} cy={5} r={4} fill="var(--mantine-color-anchor)" />}
    </svg>
  );
}
