/**
 * A name that others gave, as part of one line: a file's name may hold line ends, and sequences that a terminal obeys.
 * Such characters are written as \n, \t or \x1b.
 */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0)!;
    if (code > 0xff) return `\\u${code.toString(16)}`;
    return NAMED[character] ?? `\\x${code.toString(16).padStart(2, "0")}`;
  });
}

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
