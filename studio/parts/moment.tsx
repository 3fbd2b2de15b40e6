import { Tooltip } from "@mantine/core";

const exactly = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const relatively = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** How long ago, or in how long: "3 days ago". */
export function relativeTime(at: string, now = Date.now()): string {
  const seconds = (Date.parse(at) - now) / 1000;
  for (const [unit, size] of UNITS)
    if (Math.abs(seconds) >= size) return relatively.format(Math.trunc(seconds / size), unit);
  return relatively.format(0, "second");
}

/** A point in time, and exactly when that was where somebody points at it or touches it. */
export function Moment({ at }: { at: string }) {
  return (
    <Tooltip label={exactly.format(new Date(at))} events={{ hover: true, focus: false, touch: true }}>
      <time dateTime={at}>{relativeTime(at)}</time>
    </Tooltip>
  );
}
