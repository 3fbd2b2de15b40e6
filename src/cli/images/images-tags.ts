import type { Command } from "commander";
import { allTags } from "../../services/tags/all-tags";
import { printList, withJsonOption } from "../terminal/list-output";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/** `regionary images tags`: the words that pictures are tagged with. */
export function addImagesTags(images: Command, terminal: Terminal): void {
  withJsonOption(images.command("tags"))
    .description("list the tags that pictures have, in alphabetical order")
    .action(({ json }: { json?: true }) =>
      withDatabase(terminal, async ({ db }) => {
        const rows = (await allTags(db)).map(({ id: _, ...tag }) => tag);
        printList(terminal, {
          ...{ json, rows, none: "No tags. To give some: regionary images tag TAG --folder FOLDER" },
          columns: {
            TAG: ({ tag }) => tag,
            PICTURES: ({ imageCount }) => imageCount,
            "BY HAND": ({ byHandCount }) => byHandCount,
          },
        });
      }),
    );
}
