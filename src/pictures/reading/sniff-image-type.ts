import { RegionaryError } from "../../errors";
import { foreignContent } from "../../files/foreign-content";
import { DECODED_NAMES, decodedType, type ImageMediaType } from "../formats/decoded-type";
import { latin1 } from "../formats/file-marks";
import { undecodedKind } from "../formats/kind-by-bytes";

const NAMES = Object.values(DECODED_NAMES);
const EXPECTED = `Expected a ${NAMES.slice(0, -1).join(", ")} or ${NAMES.at(-1)} picture`;

/**
 * Tells a picture's format from its first bytes, so that nothing but the raster formats that we know ever reaches
 * the decoder (which would also render SVG and PDF, with their scripts and external references).
 * Anything else is INVALID_IMAGE, naming what was found and what to do.
 */
export function sniffImageType(bytes: Uint8Array): ImageMediaType {
  const type = decodedType(bytes);
  if (type) return type;
  throw new RegionaryError("INVALID_IMAGE", refusal(bytes));
}

function refusal(bytes: Uint8Array): string {
  const kind = undecodedKind(bytes);
  if (kind) return `${EXPECTED} but got ${kind.what}. ${kind.advice}`;
  const foreign = foreignContent("The file", bytes, { expected: "a picture" });
  if (foreign) return `${EXPECTED}. ${foreign}`;
  return `${EXPECTED} but got ${described(bytes)}. Send the picture in one of these formats.`;
}

function described(bytes: Uint8Array): string {
  const start = latin1(bytes, 0, 1024);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells data from text
  if (!/[\x00-\x08\x0e-\x1f]/.test(start))
    return `text that starts with ${JSON.stringify(start.slice(0, 24))}`;
  const hex = Buffer.from(bytes.subarray(0, 8))
    .toString("hex")
    .replace(/..(?=.)/g, "$& ");
  return `${bytes.length} bytes of an unknown format that starts with ${hex}`;
}
