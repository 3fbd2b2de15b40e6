/** The texts that PostgreSQL can hold, to look them up: it cannot store a NUL, and refuses to search for one. */
export function storableTexts(texts: readonly string[]): string[] {
  return texts.filter((text) => !text.includes("\0"));
}
