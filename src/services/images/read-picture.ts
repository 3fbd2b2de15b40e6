import { readFile, stat } from "node:fs/promises";
import { isRegionaryError, RegionaryError } from "../../errors";
import { MAX_IMAGE_BYTES } from "../../pictures/reading/open-image";

/** The bytes of a picture file. NOT_FOUND, INVALID_INPUT or IMAGE_TOO_LARGE if it cannot be read. */
export async function readPicture(file: string | Buffer): Promise<Buffer> {
  try {
    const stats = await stat(file);
    if (!stats.isFile()) throw new RegionaryError("INVALID_INPUT", "It is not a file.");
    // Checked first, so that a film or a disk image is not read whole.
    if (stats.size > MAX_IMAGE_BYTES) {
      throw new RegionaryError(
        "IMAGE_TOO_LARGE",
        `The file must have at most ${MAX_IMAGE_BYTES} bytes (25 MiB); got ${stats.size}.`,
      );
    }
    return await readFile(file);
  } catch (error) {
    if (isRegionaryError(error)) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new RegionaryError("NOT_FOUND", "There is no such file.");
    throw new RegionaryError("INVALID_INPUT", `It cannot be read: ${message}.`, {}, { cause: error });
  }
}
