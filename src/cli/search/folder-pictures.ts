import { addPictures } from "../images/add-pictures";
import { type FoundFile, findPictures } from "../library/find-pictures";
import { requireDirectory } from "../option-values";
import { oneLine } from "../terminal/one-line";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";
import type { Workplace } from "../with-database";
import type { FilesByImage } from "./found-files";

/** The stored images of the pictures in a directory, which are stored first where they are not. */
export async function folderPictures(
  { db, signal }: Pick<Workplace, "db" | "signal">,
  directory: string,
  terminal: Terminal,
): Promise<FilesByImage> {
  await requireDirectory("--in", directory);
  const { files, unreadable } = await findPictures([directory], signal);
  const { imageIds, refusals } = await showProgress(
    { format: "[{bar}] {value}/{total} pictures stored", total: files.length },
    (update) => addPictures({ db, signal }, files, update),
  );
  for (const [place, reason] of unreadable) terminal.fail(`${place}: ${reason}`);
  for (const { file, reason } of refusals) terminal.fail(`${oneLine(file.shown)}: ${reason}`);
  const byImage = new Map<string, FoundFile[]>();
  for (const [position, file] of files.entries()) {
    const id = imageIds[position];
    if (id != null) byImage.set(id, [...(byImage.get(id) ?? []), file]);
  }
  return byImage;
}
