import { RegionaryError } from "../../errors";

const MAX_NAME = 255;
const MAX_PATH = 1024;
/** In lower case in UTF-8: an index entry of PostgreSQL takes 2,704. */
const MAX_PATH_BYTES = 2500;

/** What a caller calls a picture. */
export interface GivenNames {
  readonly name?: string | null;
  /** Below the caller's folder, with slashes. */
  readonly path?: string | null;
  readonly externalId?: string | null;
}

/**
 * A picture's names as they are stored: with their accents composed (NFC), as macOS writes names in another form than
 * others do. INVALID_INPUT for one that cannot be stored.
 */
export function cleanNames({ name = null, path = null, externalId = null }: GivenNames) {
  if (name !== null && (name.length > MAX_NAME || name.includes("\0")))
    throw invalid(`An image's name must have at most ${MAX_NAME} characters and no NUL.`);
  if (path !== null && !isPath(path))
    throw invalid(
      `An image's path must have 1 to ${MAX_PATH} characters, at most ${MAX_PATH_BYTES} bytes in UTF-8, and lead down from the caller's folder, such as "2019/IMG_0001.jpg"; got ${JSON.stringify(path.slice(0, 100))}.`,
    );
  if (
    externalId !== null &&
    (!/\S/.test(externalId) || externalId.length > MAX_NAME || externalId.includes("\0"))
  )
    throw invalid(
      `An image's externalId must have 1 to ${MAX_NAME} characters, not all blank, and no NUL; got ${JSON.stringify(externalId.slice(0, 100))}.`,
    );
  return { name: name?.normalize() ?? null, path: path?.normalize() ?? null, externalId };
}

function isPath(path: string): boolean {
  if (path.length > MAX_PATH || path.includes("\0")) return false;
  if (Buffer.byteLength(path.normalize().toLowerCase()) > MAX_PATH_BYTES) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

const invalid = (message: string) => new RegionaryError("INVALID_INPUT", message);
