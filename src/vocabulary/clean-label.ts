export const MAX_LABEL_LENGTH = 200;

/** Marks without a shape that copying leaves behind: of byte order, soft hyphens, places for a line break. */
const INVISIBLE = /[\uFEFF\u00AD\u200B\u2060]/g;

/** A label as it is kept: trimmed and composed (NFC). */
export const cleanLabel = (label: string): string => label.replace(INVISIBLE, "").trim().normalize("NFC");

/** What is wrong with a clean label; null if nothing is. */
export function labelFault(label: string): string | null {
  if (label === "") return "is empty";
  if (/^[\p{Z}\p{C}\p{M}]*$/u.test(label)) return "has no character that can be seen";
  if (label.includes("\ufffd"))
    return "has U+FFFD, which stands for bytes that could not be read: save the list as UTF-8";
  if (label.length > MAX_LABEL_LENGTH)
    return `must have at most ${MAX_LABEL_LENGTH} characters; got ${label.length}`;
  return /[\p{Cc}\p{Cs}]/u.test(label) ? "has a control character" : null;
}
