/**
 * A value as a field of CSV (RFC 4180). A text that a spreadsheet would run as a formula is made text by an apostrophe; some run those
 * that begin with a sign of full width, or after a line break, too.
 */
export function csvField(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@＝＋－＠\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
