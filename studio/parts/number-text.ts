const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(undefined, {
  ...{ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 },
});
const inUnits = (unit: string) =>
  new Intl.NumberFormat(undefined, { style: "unit", unit, maximumSignificantDigits: 3 });

const BYTES = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"].map(inUnits);
const [SECONDS, MINUTES, HOURS] = ["second", "minute", "hour"].map(
  (unit) => new Intl.NumberFormat(undefined, { style: "unit", unit, maximumFractionDigits: 0 }),
);

/** A number of things: "12,345". */
export const countText = (count: number): string => whole.format(count);

/** A number with as many digits as tell something: "0.734". */
export const figureText = (figure: number, digits = 3): string =>
  new Intl.NumberFormat(undefined, { maximumSignificantDigits: digits }).format(figure);

/** A figure between 0 and 1, as reports are read: "61.7%"; a dash where there is none. */
export const figurePercent = (figure: number | null | undefined): string =>
  figure == null ? "–" : tenths.format(figure);

/** "1.23 MB". */
export function bytesText(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(BYTES.length - 1, Math.floor(Math.log10(bytes) / 3));
  return BYTES[step]!.format(bytes / 1000 ** step);
}

/** "2 hr 5 min". */
export function durationText(seconds: number): string {
  const left = Math.max(0, Math.round(seconds));
  if (left < 60) return SECONDS!.format(left);
  const minutes = Math.round(left / 60);
  if (minutes < 60) return MINUTES!.format(minutes);
  return `${HOURS!.format(Math.floor(minutes / 60))} ${MINUTES!.format(minutes % 60)}`;
}
