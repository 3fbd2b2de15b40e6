import path from "node:path";
import type { Command } from "commander";
import { settleAll } from "../../batcher/settle-all";
import { isRegionaryError } from "../../errors";
import { addImage } from "../../services/images/add-image";
import { readPicture } from "../../services/images/read-picture";
import { findPictures } from "../find-pictures";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";
import { type Workplace, withDatabase } from "../with-database";

/** One is decoded while the next are read and others stored. */
const FILES_AT_ONCE = 4;
const REFUSALS = new Set(["INVALID_IMAGE", "IMAGE_TOO_LARGE", "INVALID_INPUT", "NOT_FOUND"]);

/** `regionary images add`: picture files into the database. */
export function addImagesAdd(images: Command, terminal: Terminal): void {
  images
    .command("add")
    .description("store pictures; a refused one does not stop the others")
    .argument("<path...>", "picture files, and directories that are searched at any depth")
    .action(async (paths: string[]) => {
      const { files, passedOver, unreadable } = await findPictures(paths);
      await withDatabase(terminal, ({ db, signal }) =>
        addAll(db, files, signal).then(({ added, alreadyStored, refusals }) => {
          const others =
            passedOver > 0 ? ` (${passedOver} other ${passedOver === 1 ? "file" : "files"} passed over)` : "";
          const refused = unreadable.size + refusals.size;
          terminal.print(`${added} added, ${alreadyStored} already stored, ${refused} refused${others}`);
          for (const [directory, reason] of unreadable) terminal.fail(`${directory}: ${reason}`);
          for (const file of files) {
            const reason = refusals.get(file);
            if (reason !== undefined) terminal.fail(`${file}: ${reason}`);
          }
        }),
      );
    });
}

interface Outcome {
  readonly added: number;
  readonly alreadyStored: number;
  /** Why each file was refused. */
  readonly refusals: ReadonlyMap<string, string>;
}

function addAll(db: Workplace["db"], files: readonly string[], signal: AbortSignal): Promise<Outcome> {
  const format = "[{bar}] {value}/{total} pictures, {eta_formatted} left";
  return showProgress({ format, total: files.length }, async (update) => {
    const waiting = files.values();
    const refusals = new Map<string, string>();
    let added = 0;
    let alreadyStored = 0;
    const worker = async () => {
      for (const file of waiting) {
        signal.throwIfAborted();
        try {
          const stored = await addImage(db, { bytes: await readPicture(file), name: path.basename(file) });
          if (stored.alreadyStored) alreadyStored++;
          else added++;
        } catch (error) {
          if (!isRegionaryError(error) || !REFUSALS.has(error.code)) throw error;
          refusals.set(file, error.message);
        }
        update(added + alreadyStored + refusals.size);
      }
    };
    await settleAll(Array.from({ length: FILES_AT_ONCE }, worker)); // all, for then the database is closed
    return { added, alreadyStored, refusals };
  });
}
