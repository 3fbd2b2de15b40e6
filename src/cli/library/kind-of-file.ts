import { open } from "node:fs/promises";
import { kindByBytes } from "../../pictures/formats/kind-by-bytes";
import type { RawPath } from "./raw-path";

const PICTURE = new Set("jpg jpeg jpe jfif png webp gif tif tiff avif bmp dib heic heif hif".split(" "));
/**
 * Files that begin like pictures and are none: camera RAW, which begins like TIFF and holds a small preview, and the
 * previews that cameras write beside films.
 */
const NOT_AS_IT_BEGINS = new Set(
  "3fr arw cr2 cr3 crw dcr dng erf iiq kdc mef mos mrw nef nrw orf pef raf raw rw2 rwl sr2 srf srw x3f thm".split(
    " ",
  ),
);
const HEAD_BYTES = 4096;

/** "picture", or what else a file is: its extension, such as ".mov", or that it has none. */
export async function kindOfFile(file: RawPath, name: string): Promise<string> {
  const extension = /[^.]\.([^.\s]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? "";
  if (PICTURE.has(extension)) return "picture";
  if (!NOT_AS_IT_BEGINS.has(extension) && (await beginsLikePicture(file))) return "picture";
  return extension === "" ? "without an extension" : `.${extension}`;
}

/** A file that cannot be read counts as a picture, so that it is read later, and refused with the reason. */
async function beginsLikePicture(file: RawPath): Promise<boolean> {
  try {
    const handle = await open(file);
    try {
      const head = Buffer.alloc(HEAD_BYTES);
      const { bytesRead } = await handle.read(head);
      return kindByBytes(head.subarray(0, bytesRead))?.endsWith(" picture") ?? false;
    } finally {
      await handle.close();
    }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
}
