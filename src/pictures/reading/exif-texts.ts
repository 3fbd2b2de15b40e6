const EXIF_DIRECTORY = 0x8769;
const ASCII = 2;
const LONG = 4;
/** Times are 20 bytes; what is longer is none. */
const MAX_TEXT_BYTES = 64;

/**
 * The short texts in the EXIF directory of EXIF data (EXIF 2.32: TIFF with a directory of its own), by their tags. Data
 * that breaks off or lies gives what can be read. An own reader, because those that read every tag can be held up for
 * minutes by a directory whose 65,535 entries all claim the same megabytes.
 */
export function exifTexts(exif: Buffer): Map<number, string> {
  const tiff = exif.toString("latin1", 0, 4) === "Exif" ? exif.subarray(6) : exif;
  const texts = new Map<number, string>();
  const order = tiff.toString("latin1", 0, 2);
  if (order !== "II" && order !== "MM") return texts;
  const isLittle = order === "II";
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const eachEntry = (directory: number, visit: (at: number, tag: number) => void) => {
    if (directory + 2 > tiff.length) return;
    const end = Math.min(directory + 2 + 12 * short(directory), tiff.length - 11);
    for (let at = directory + 2; at < end; at += 12) visit(at, short(at));
  };
  if (tiff.length < 8) return texts;
  let directory: number | null = null;
  eachEntry(long(4), (at, tag) => {
    if (tag === EXIF_DIRECTORY && short(at + 2) === LONG) directory = long(at + 8);
  });
  if (directory === null) return texts;
  eachEntry(directory, (at, tag) => {
    const bytes = long(at + 4);
    if (short(at + 2) !== ASCII || bytes > MAX_TEXT_BYTES) return;
    const start = bytes <= 4 ? at + 8 : long(at + 8);
    texts.set(
      tag,
      tiff
        .toString("latin1", start, start + bytes)
        .replace(/\0.*$/s, "")
        .trim(),
    );
  });
  return texts;
}
