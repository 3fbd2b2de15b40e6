const SPACE = 0x20;
const TAB = 0x09;
/** The squares of larger ones are beyond float32, so that no length could be computed. */
const LARGEST = 1e18;
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, i) => 10 ** i); // each exact as a double

/**
 * Parses the decimal numbers of `line[from, to)`, separated by single or repeated spaces or tabs, into `out`.
 * Returns how many there are (further ones are not written), or -1 if a field is not a number of at most
 * 1e18. Works
 * on bytes because a file has a hundred million numbers, and a string for each would take minutes.
 */
export function parseDecimals(line: Buffer, from: number, to: number, out: Float32Array): number {
  let count = 0;
  let at = from;
  for (;;) {
    while (at < to && (line[at] === SPACE || line[at] === TAB)) at++;
    if (at >= to) return count;
    let end = at + 1;
    while (end < to && line[end] !== SPACE && line[end] !== TAB) end++;
    const value = Math.fround(parseDecimal(line, at, end));
    if (!(value <= LARGEST && value >= -LARGEST)) return -1;
    if (count < out.length) out[count] = value;
    count++;
    at = end;
  }
}

/** Correctly rounded: up to 15 digits and 10^22 both parts are exact doubles, so one division rounds once. */
function parseDecimal(line: Buffer, from: number, to: number): number {
  let at = from;
  const negative = line[at] === 0x2d;
  if (negative) at++;
  let digits = 0;
  let decimals = -1; // none until the point was seen
  let mantissa = 0;
  for (; at < to; at++) {
    const byte = line[at]!;
    if (byte >= 0x30 && byte <= 0x39) {
      mantissa = mantissa * 10 + (byte - 0x30);
      digits++;
      if (decimals >= 0) decimals++;
    } else if (byte === 0x2e && decimals < 0) {
      decimals = 0;
    } else {
      return parseRare(line, from, to);
    }
  }
  if (digits === 0 || digits > 15) return parseRare(line, from, to);
  const magnitude = decimals > 0 ? mantissa / POWERS_OF_TEN[decimals]! : mantissa;
  return negative ? -magnitude : magnitude;
}

/** Exponents, plus signs and long mantissas; NaN for anything but a decimal number. */
function parseRare(line: Buffer, from: number, to: number): number {
  const text = line.toString("latin1", from, to);
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}
