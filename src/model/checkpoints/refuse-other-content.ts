import { RegionaryError } from "../../errors";

/** As many first bytes of a file as tell what it is. */
export const TELLING_BYTES = 256;

/**
 * Refuses, by the file's name, what a failed download leaves under the name of a model: a web page, or the pointer
 * that Git puts in the place of a large file. Throws INVALID_CHECKPOINT.
 */
export function refuseOtherContent(fileName: string, firstBytes: Buffer): void {
  const start = firstBytes.toString("latin1");
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml)/i.test(start)) {
    throw new RegionaryError(
      "INVALID_CHECKPOINT",
      `${fileName} is an HTML page, not a model's weights: the server answered with a page (to log in, to agree, or of an error). Download it in a browser, then look at its size.`,
    );
  }
  if (start.startsWith("version https://git-lfs.github.com/")) {
    throw new RegionaryError(
      "INVALID_CHECKPOINT",
      `${fileName} is a Git LFS pointer, not the file itself. Run git lfs pull in its repository, or download the file.`,
    );
  }
}
