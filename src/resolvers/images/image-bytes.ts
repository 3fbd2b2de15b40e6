import { RegionaryError } from "../../errors";
import { MAX_IMAGE_BYTES } from "../../pictures/reading/open-image";
import type { PendingUpload } from "../../schema/upload";
import { dataUrl } from "./data-url";
import { decodeBase64 } from "./decode-base64";
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
  if (typeof source.base64 === "string") return { bytes: await fromBase64(source.base64), name: null };
  if (source.upload) return fromUpload(source.upload);
  throw new RegionaryError("INVALID_INPUT", "Send the picture either as base64 or as an upload.");
}

async function fromBase64(text: string): Promise<Uint8Array> {
  // Browsers produce data URLs.
  const url = dataUrl(text);
  if (url && !url.isBase64) {
    throw new RegionaryError(
      "INVALID_INPUT",
      'The data URL must hold base64 ("data:image/png;base64,…"); its head does not say ";base64".',
    );
  }
  const base64 = text.slice(url?.begin ?? 0);
  const bytes = await decodeBase64(base64, { maxBytes: MAX_IMAGE_BYTES, isUrl: url !== null });
  if (typeof bytes !== "string") return bytes;
  if (bytes === "too long") throw tooLarge();
  throw new RegionaryError("INVALID_INPUT", `The picture's bytes must be valid base64; got ${bytes}.`);
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
