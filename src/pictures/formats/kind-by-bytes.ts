import { cameraRaw } from "./camera-raw";
import { DECODED_NAMES, decodedType } from "./decoded-type";
import { hasMark, isoBrands, latin1 } from "./file-marks";
import { UNDECODED_KINDS } from "./undecoded-kinds";

/** What a file is, such as "a PDF document", and what to do with it. */
interface Kind {
  readonly what: string;
  readonly advice: string;
}

const RAW_ADVICE =
  "It holds what a sensor measured, not a picture yet: export JPEG or TIFF from the program that develops your photos.";
const FRAMES_ADVICE = "Take single pictures out of it, such as: ffmpeg -i FILE -vf fps=1 frame-%05d.jpg";

/** What a file is by name, such as "a HEIC picture", whether it is decoded here or not; null if its first bytes tell nothing. */
export function kindByBytes(head: Uint8Array): string | null {
  const type = decodedType(head);
  if (type === null) return undecodedKind(head)?.what ?? null;
  return `${/^[AEIO]/.test(DECODED_NAMES[type]) ? "an" : "a"} ${DECODED_NAMES[type]} picture`;
}

/** What a file is that is not decoded here, and what to do; null if its first bytes tell nothing. */
export function undecodedKind(bytes: Uint8Array): Kind | null {
  if (bytes.length === 0) return { what: "an empty file (0 bytes)", advice: "Send it again." };
  const raw = cameraRaw(bytes);
  if (raw) return { what: `a camera's raw file (${raw})`, advice: RAW_ADVICE };
  const found = UNDECODED_KINDS.find(({ marks }) =>
    marks.some((mark) => (typeof mark === "string" ? hasMark(bytes, mark) : hasMark(bytes, ...mark))),
  );
  return found ?? isoKind(bytes) ?? drawing(bytes);
}

function isoKind(bytes: Uint8Array): Kind | null {
  const brands = isoBrands(bytes);
  const isVideo = brands.length > 0 || ["moov", "mdat", "wide"].some((box) => hasMark(bytes, box, 4));
  return isVideo ? { what: "a video or another MP4-like file", advice: FRAMES_ADVICE } : null;
}

function drawing(bytes: Uint8Array): Kind | null {
  if (!/<svg[\s>]/i.test(latin1(bytes, 0, 1024))) return null;
  return {
    what: "an SVG drawing, not a raster picture",
    advice: "Draw it first, such as: rsvg-convert -w 1024 FILE -o FILE.png",
  };
}
