import { setImmediate } from "node:timers/promises";

/** So many characters are decoded before others have their turn: 40 ms at the worst, of a text that is made to be slow. */
const PIECE = 256 * 1024;

export type Base64Complaint = "other characters" | "too long" | "no whole number of bytes";

/**
 * The bytes of base64, or what is wrong with it. Both alphabets are taken (`+/` and `-_`), with padding or without,
 * blanks anywhere (MIME's line breaks), and, with `isUrl`, what RFC 3986 writes with percent signs. However large a text is
 * and whatever it holds, others wait for one piece of it at most.
 */
export async function decodeBase64(
  text: string,
  { maxBytes, isUrl }: { readonly maxBytes: number; readonly isUrl: boolean },
): Promise<Uint8Array | Base64Complaint> {
  const pieces: Buffer[] = [];
  let size = 0;
  let rest = "";
  let isPadded = false;
  for (let at = 0; at < text.length; at += PIECE) {
    if (at > 0) await setImmediate();
    const given = rest + text.slice(at, at + PIECE);
    const isLast = at + PIECE >= text.length;
    const cut = isUrl && !isLast ? (/%.?$/.exec(given)?.index ?? given.length) : given.length;
    const plain = withoutBlanks(isUrl ? unescaped(given.slice(0, cut)) : given.slice(0, cut));
    const digits = plain.replace(/={1,2}$/, "");
    if (isPadded && !/^=?$/.test(plain)) return "other characters";
    isPadded = digits.length < plain.length;
    const whole = isLast || isPadded ? digits.length : digits.length - (digits.length % 4);
    if (digits.length % 4 === 1 && whole === digits.length) return "no whole number of bytes";
    const bytes = Buffer.from(digits.slice(0, whole), "base64");
    // Node skips other characters, so that there are too few bytes for the text.
    if (bytes.length !== Math.floor((whole * 3) / 4)) return "other characters";
    pieces.push(bytes);
    size += bytes.length;
    if (size > maxBytes) return "too long";
    rest = digits.slice(whole) + given.slice(cut);
  }
  return Buffer.concat(pieces);
}

function withoutBlanks(text: string): string {
  return /\s/.test(text) ? text.replace(/\s+/g, "") : text;
}

function unescaped(text: string): string {
  if (!text.includes("%")) return text;
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
