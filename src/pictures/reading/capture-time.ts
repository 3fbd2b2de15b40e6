import sharp from "sharp";
import { exifTexts } from "./exif-texts";

/** When a picture was taken. */
export interface CaptureTime {
  /** Where the camera wrote no offset, its clock is taken for UTC. */
  readonly at: Date;
  /** The camera's offset from UTC, such as "+02:00"; null where it wrote none. */
  readonly offset: string | null;
}

const ORIGINAL = { time: 0x9003, offset: 0x9011, fraction: 0x9291 };
const DIGITIZED = { time: 0x9004, offset: 0x9012, fraction: 0x9292 };
const TIME = /^(\d{4})[:/-](\d\d)[:/-](\d\d)[ T](\d\d):(\d\d):(\d\d)/;
const OFFSET = /^[+-](0\d|1[0-4]):[0-5]\d$/;

/** When a picture was taken by its EXIF, the original time before the digitized one; null where neither is a time. */
export async function readCaptureTime(picture: Uint8Array): Promise<CaptureTime | null> {
  if (!mayHaveExif(picture)) return null;
  const { exif } = await sharp(picture, { limitInputPixels: false })
    .metadata()
    .catch(() => ({ exif: undefined }));
  return exif ? captureTime(exif) : null;
}

/** Opening a picture costs a tenth of decoding a small one, so those without the mark of EXIF are not opened. */
function mayHaveExif(picture: Uint8Array): boolean {
  const bytes = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength);
  const isTiff = /^(II|MM)/.test(bytes.toString("latin1", 0, 2)); // it is EXIF itself
  return isTiff || ["Exif", "EXIF", "eXIf"].some((mark) => bytes.includes(mark, 0, "latin1"));
}

/** The same of a picture's EXIF data. */
export function captureTime(exif: Buffer): CaptureTime | null {
  const texts = exifTexts(exif);
  for (const { time, offset, fraction } of [ORIGINAL, DIGITIZED]) {
    const found = timeOf(texts.get(time), texts.get(offset), texts.get(fraction));
    if (found) return found;
  }
  return null;
}

/** Cameras whose clock was never set write zeros or blanks. */
function timeOf(time = "", offset = "", fraction = ""): CaptureTime | null {
  const parts = TIME.exec(time);
  if (!parts) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7);
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const clock = new Date(`${written}Z`);
  // A day that is in no calendar comes back as another.
  if (Number.isNaN(clock.getTime()) || !clock.toISOString().startsWith(written) || Number(year) < 1800)
    return null;
  const milliseconds = /^\d/.test(fraction) ? Math.floor(Number(`0.${/^\d+/.exec(fraction)![0]}`) * 1000) : 0;
  const known = OFFSET.test(offset.trim()) ? offset.trim() : null;
  return { at: new Date(clock.getTime() + milliseconds - minutesOf(known) * 60_000), offset: known };
}

function minutesOf(offset: string | null): number {
  if (offset === null) return 0;
  const [hours, minutes] = offset.slice(1).split(":").map(Number);
  return (offset.startsWith("-") ? -1 : 1) * (hours! * 60 + minutes!);
}
