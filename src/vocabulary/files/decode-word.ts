import { isUtf8 } from "node:buffer";

/** A word as text, composed (NFC); `isCut` if its last character is not whole, and then ends in U+FFFD. */
interface DecodedWord {
  readonly word: string;
  readonly isCut: boolean;
}

/**
 * Decodes a word's UTF-8. word2vec cuts words off at a number of bytes, so the last character need not be whole; null
 * if anything before is not UTF-8, which then is no word.
 */
export function decodeWord(bytes: Buffer): DecodedWord | null {
  const word = bytes.toString("utf8");
  const isWhole = !word.includes("\ufffd");
  if (isWhole && word.length === bytes.length) return { word, isCut: false }; // ASCII, as nearly all are
  if (isWhole || isUtf8(bytes)) return { word: word.normalize("NFC"), isCut: false };
  const whole = bytes.subarray(0, lastLead(bytes));
  const tail = bytes.subarray(whole.length);
  if (!isUtf8(whole) || whole.length === 0 || !beginsCharacter(tail)) return null;
  return { word: `${whole.toString("utf8").normalize("NFC")}\ufffd`, isCut: true };
}

/** Where the last byte is that begins a character of several. */
function lastLead(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    if (bytes[bytes.length - back]! >= 0xc2) return bytes.length - back;
  }
  return bytes.length;
}

/** Whether bytes are a character's beginning without its end. */
function beginsCharacter(tail: Buffer): boolean {
  const [lead = 0, ...rest] = tail;
  const length = lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 ? 3 : 2;
  return lead >= 0xc2 && lead <= 0xf4 && tail.length < length && rest.every((byte) => (byte & 0xc0) === 0x80);
}
