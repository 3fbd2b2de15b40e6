import { RegionaryError } from "../errors";
import type { PendingUpload } from "../schema/upload";
import { MAX_IMAGE_BYTES } from "../services/limits";

/** What a source gives: the bytes, and a name if it has one. */
export interface GivenImage {
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
  throw new RegionaryError("INVALID_INPUT", "A picture comes as base64 or as an upload; neither came.");
}

function fromBase64(text: string): Uint8Array {
  // A data URL is what a browser has at hand.
  const base64 = text.replace(/^data:[\w/+.-]+;base64,/, "").replace(/\s/g, "");
  if ((base64.length * 3) / 4 > MAX_IMAGE_BYTES + 2) throw tooLarge();
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(base64)) {
    throw new RegionaryError(
      "INVALID_INPUT",
      "A picture's bytes were expected in base64; other characters came.",
    );
  }
  return Buffer.from(base64, "base64");
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

/** The multipart reader tells what is wrong with a request by HTTP errors; everything else is left as it is. */
function ofMultipartReader(error: unknown): unknown {
  if (!(error instanceof Error && "status" in error)) return error;
  if (error.status === 413) return tooLarge();
  return new RegionaryError("INVALID_INPUT", `The upload cannot be read: ${error.message}`);
}

function tooLarge(): RegionaryError {
  return new RegionaryError("IMAGE_TOO_LARGE", "A picture has at most 25 MiB; more came.");
}
