const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const N = 0x4e;
const I = 0x49;

/** What stands for each of Python's in the text that the parser gets: as long, legal, and written by nobody. */
const STAND_INS = new Map([
  ["NaN", "0E0"],
  ["Infinity", "0E000000"],
]);
const VALUES = new Map([
  ["0E0", Number.NaN],
  ["0E000000", Number.POSITIVE_INFINITY],
  ["-0E000000", Number.NEGATIVE_INFINITY],
]);

/** The number that a number's text in a rewritten file means: JSON's own, or one of Python's. */
export function numberOf(text: string): number {
  const value = Number(text);
  return value === 0 ? (VALUES.get(text) ?? value) : value;
}

/**
 * Rewrites chunks of a JSON file so that a parser of JSON takes Python's `NaN`, `Infinity` and `-Infinity`, which are no
 * JSON: to be read with `numberOf`. Nothing moves, so that a byte is where the file has it.
 */
export function createPythonNumbers(): (chunk: Buffer) => Buffer {
  let inString = false;
  let escaped = false;
  let held: Buffer = Buffer.alloc(0);
  return (chunk) => {
    const text = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
    held = Buffer.alloc(0);
    for (let i = 0; i < text.length; i++) {
      const byte = text[i]!;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) inString = true;
      else if (byte === N || byte === I) {
        const word = byte === N ? "NaN" : "Infinity";
        const found = text.toString("latin1", i, i + word.length);
        if (found === word) text.write(STAND_INS.get(word)!, i, "latin1");
        else if (i + found.length === text.length && word.startsWith(found)) {
          const start = text[i - 1] === MINUS ? i - 1 : i; // a number must not end before its word has come
          held = Buffer.from(text.subarray(start));
          return text.subarray(0, start);
        }
      }
    }
    return text;
  };
}
