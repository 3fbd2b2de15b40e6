import { isUtf8 } from "node:buffer";

/** The encoding that a byte order mark at a file's start, or its zero bytes, show; UTF-8 without one. */
export function textEncoding(firstBytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  const [a, b, c, d] = firstBytes;
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  // Without a mark: ASCII letters with a zero beside each, which no UTF-8 text has.
  if (firstBytes.length >= 4 && a && c && b === 0 && d === 0) return "utf-16le";
  if (firstBytes.length >= 4 && b && d && a === 0 && c === 0) return "utf-16be";
  return "utf-8";
}

/**
 * The text of a file without its byte order mark, in UTF-8 or UTF-16 (what spreadsheets and PowerShell on Windows
 * write). Null where it is neither; what to do is then to save it as UTF-8.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const encoding = textEncoding(bytes);
  if (encoding === "utf-8" && !isUtf8(bytes)) return null;
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
