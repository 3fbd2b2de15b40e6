import type { Command } from "commander";
import { findPictures } from "../library/find-pictures";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";
import { addPictures } from "./add-pictures";

const PROGRESS = "[{bar}] {value}/{total} pictures, {eta_formatted} left";

/** `regionary images add`: picture files into the database. */
export function addImagesAdd(images: Command, terminal: Terminal): void {
  images
    .command("add")
    .description("store pictures; a refused one does not stop the others")
    .argument("<path...>", "picture files, and directories that are searched at any depth")
    .action((paths: string[]) =>
      withDatabase(terminal, async (workplace) => {
        const { files, passedOver, unreadable } = await findPictures(paths, workplace.signal);
        const { added, alreadyStored, vanished, refusals } = await showProgress(
          { format: PROGRESS, total: files.length },
          (update) => addPictures(workplace, files, update),
        );
        const others = [passedOver.describe(), vanished > 0 ? `${vanished} vanished meanwhile` : ""];
        const beside = others.filter((text) => text !== "").join("; ");
        terminal.print(
          `${added} added, ${alreadyStored} already stored, ${unreadable.size + refusals.length} refused${beside && ` (${beside})`}`,
        );
        for (const [directory, reason] of unreadable) terminal.fail(`${directory}: ${reason}`);
        for (const { file, reason } of refusals) terminal.fail(`${file.shown}: ${reason}`);
      }),
    );
}
