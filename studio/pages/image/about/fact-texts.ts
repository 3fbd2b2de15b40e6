const asDate = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const UNITS = ["byte", "kilobyte", "megabyte"] as const;

/** A moment; at the place of an offset from UTC where one is known, else where the reader is. */
export function dateText(moment: string, timeZone?: string): string {
  if (timeZone === undefined) return asDate.format(new Date(moment));
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short", timeZone }).format(
    new Date(moment),
  );
}

/** A size in the largest unit of which there is at least one. */
export function bytesText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const unit = UNITS[power]!;
  return new Intl.NumberFormat(undefined, { style: "unit", unit, maximumFractionDigits: power }).format(
    bytes / 1000 ** power,
  );
}
