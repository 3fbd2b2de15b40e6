import type { Command } from "commander";
import { isRegionaryError } from "../../errors";
import { fromGlobalId } from "../../services/global-id";
import { removeImage } from "../../services/remove";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/** `regionary images delete`: pictures and everything that is known of them. */
export function addImagesDelete(images: Command, terminal: Terminal): void {
  images
    .command("delete")
    .description("delete pictures with their predictions, regions and bytes; files in your folders stay")
    .argument("<id...>", "their ids, as images list shows them")
    .action((given: string[]) => {
      const ids = given.map((id) => fromGlobalId("Image", id)); // none is deleted if one is no id
      return withDatabase(terminal, async ({ db, signal }) => {
        let deleted = 0;
        for (const [place, id] of ids.entries()) {
          signal.throwIfAborted();
          try {
            await removeImage(db, id);
            deleted++;
          } catch (error) {
            if (!isRegionaryError(error)) throw error;
            terminal.fail(`${given[place]}: ${error.message}`);
          }
        }
        terminal.print(`Deleted: ${deleted} ${deleted === 1 ? "picture" : "pictures"}`);
      });
    });
}
