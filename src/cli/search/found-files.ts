import type { FoundImage } from "../../services/search/export/found-image";
import type { FoundFile } from "../library/find-pictures";
import type { RawPath } from "../library/raw-path";
import { addToSidecar } from "../library/xmp-sidecar";
import { oneLine } from "../terminal/one-line";
import type { Terminal } from "../terminal/terminal";

type Images = AsyncIterable<FoundImage>;
/** The files of each stored image: the same picture may lie at several places. */
export type FilesByImage = ReadonlyMap<string, readonly FoundFile[]>;

/**
 * The paths of what was found, each with `end` after it: the first of an image's files in a folder of this machine, or else
 * its path below the folder that was added. Says how many have none.
 */
export async function writePaths(
  images: Images,
  files: FilesByImage | null,
  end: "\n" | "\0",
  terminal: Pick<Terminal, "write">,
): Promise<number> {
  let without = 0;
  for await (const { image } of images) {
    const path: RawPath | null = files?.get(image.id)?.[0]?.file ?? image.path;
    if (path === null) without++;
    else terminal.write(Buffer.concat([Buffer.from(path), Buffer.from(end)]));
  }
  return without;
}

/** Adds the labels of each image to the sidecars of its files; says how many were written. */
export async function writeKeywords(
  images: Images,
  files: FilesByImage,
  keywordsOf: (found: FoundImage) => readonly string[],
  terminal: Pick<Terminal, "fail">,
): Promise<number> {
  let written = 0;
  for await (const found of images) {
    for (const { file, shown } of files.get(found.image.id) ?? []) {
      const refused = await addToSidecar(file, keywordsOf(found));
      if (refused === null) written++;
      else terminal.fail(`${oneLine(shown)}: ${refused}`);
    }
  }
  return written;
}
