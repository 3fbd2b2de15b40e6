import { RegionaryError } from "../../errors";
import { MAX_IMAGE_BYTES } from "../../pictures/open-image";
import type { PendingUpload } from "../../schema/upload";
import { isMalformedForm } from "./malformed-form";

/** What a source holds: the bytes, and a name if it has one. */
interface GivenImage {
  readonly bytes: Uint8Array;
  readonly name: string | null;
}

/** Reads a picture's bytes from base64 or from an upload. INVALID_INPUT or IMAGE_TOO_LARGE. */
export async function imageBytes(source: {
  base64?: string | null;
  upload?: Promise<PendingUpload> | null;
}): Promise<GivenImage> {
  if (typeof source.base64 === "string") return { bytes: fromBase64(source.base64), name: null };
  if (source.upload) return fromUpload(source.upload);
  throw new RegionaryError("INVALID_INPUT", "Send the picture either as base64 or as an upload.");
}

function fromBase64(text: string): Uint8Array {
  // Browsers produce data URLs.
  const base64 = text.replace(/^data:[\w/+.-]+;base64,/, "");
  const bytes = decodedBase64(base64) ?? decodedBase64(base64.replace(/\s/g, ""));
  if (bytes) return bytes;
  throw new RegionaryError(
    "INVALID_INPUT",
    "The picture's bytes must be valid base64; got other characters.",
  );
}

/**
 * Null where there are other characters, which Node skips, so that there are too few bytes for the text. Checking
 * every character of a large picture would block all other requests.
 */
function decodedBase64(text: string): Uint8Array | null {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const characters = text.length - padding;
  const expected = Math.floor((characters * 3) / 4);
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== expected || characters % 4 === 1) return null; // one character is not a whole byte
  if (expected > MAX_IMAGE_BYTES) throw tooLarge();
  return bytes;
}

async function fromUpload(upload: Promise<PendingUpload>): Promise<GivenImage> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    const { filename, createReadStream } = await upload;
    for await (const piece of createReadStream()) {
      size += piece.length;
      if (size > MAX_IMAGE_BYTES) throw tooLarge();
      pieces.push(Buffer.from(piece));
    }
    return { bytes: Buffer.concat(pieces), name: filename || null };
  } catch (error) {
    throw ofMultipartReader(error);
  }
}

/** The multipart reader reports a malformed request by HTTP errors; everything else is left as it is. */
function ofMultipartReader(error: unknown): unknown {
  if (!(error instanceof Error && ("status" in error || isMalformedForm(error)))) return error;
  if ("status" in error && error.status === 413) return tooLarge();
  return new RegionaryError("INVALID_INPUT", `The upload cannot be read: ${error.message}`);
}

function tooLarge(): RegionaryError {
  return new RegionaryError("IMAGE_TOO_LARGE", "A picture must have at most 25 MiB; got more.");
}
