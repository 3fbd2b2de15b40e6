import { randomUUID } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { cocoAnnotations, cocoCategories, cocoImage } from "../../services/search/export/found-coco";
import type { FoundImage } from "../../services/search/export/found-image";

/**
 * Writes what was found as COCO's JSON of instances, whole or not at all; says how many images and annotations. The
 * annotations come after all images, so they are kept in a file of their own until then.
 */
export async function writeCoco(
  file: string,
  names: readonly string[],
  images: AsyncIterable<FoundImage>,
): Promise<{ images: number; annotations: number }> {
  const [draft, rest] = [`${file}.${randomUUID()}`, `${file}.${randomUUID()}`];
  const written = { images: 0, annotations: 0 };
  try {
    const [document, later] = [await open(draft, "wx"), await open(rest, "wx+")];
    try {
      const categories = JSON.stringify(cocoCategories(names));
      await document.appendFile(
        `{"info":{"description":"Found by Regionary"},"categories":${categories},"images":[`,
      );
      for await (const found of images) {
        await document.appendFile(entries([cocoImage(found)], written.images));
        const annotations = cocoAnnotations(found, names, written.annotations + 1);
        await later.appendFile(entries(annotations, written.annotations));
        written.images++;
        written.annotations += annotations.length;
      }
      await document.appendFile('\n],"annotations":[');
      await append(document, later);
      await document.appendFile("\n]}\n");
      await document.sync();
    } finally {
      await Promise.all([document.close(), later.close()]);
    }
    await rename(draft, file);
    return written;
  } finally {
    await Promise.all([draft, rest].map((path) => rm(path, { force: true })));
  }
}

/** Entries of an array that has some already. */
const entries = (values: readonly object[], before: number): string =>
  values.map((value, at) => `${before + at > 0 ? "," : ""}\n${JSON.stringify(value)}`).join("");

async function append(document: FileHandle, later: FileHandle): Promise<void> {
  for await (const piece of later.createReadStream({ start: 0, autoClose: false }))
    await document.appendFile(piece);
}
