import type { Command } from "commander";
import { toGlobalId } from "../../services/global-id";
import { capturedText } from "../../services/images/captured-text";
import { ownImages } from "../../services/images/every-image";
import { tagsOfImages } from "../../services/tags/tags-of-images";
import { printList, withJsonOption } from "../terminal/list-output";
import { oneLine } from "../terminal/one-line";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

const NONE = "No pictures. To add some: regionary images add FOLDER";
const noneBelow = (folder: string) =>
  `No pictures below the folder "${oneLine(folder)}" of an added one. Paths begin below the folder that was added: regionary images list shows them.`;
const noneTagged = (tag: string) =>
  `No such pictures are tagged with "${oneLine(tag)}". regionary images tags lists the tags.`;

/** `regionary images list`: the pictures that a person added. */
export function addImagesList(images: Command, terminal: Terminal): void {
  withJsonOption(images.command("list"))
    .description("list the pictures that were added, by their paths")
    .option("--folder <path>", "only those below this folder of the added one, such as 2019/summer")
    .option("--tagged <tag>", "only those that have this tag")
    .action(({ json, folder, tagged }: { json?: true; folder?: string; tagged?: string }) =>
      withDatabase(terminal, async ({ db, signal }) => {
        const rows = [];
        for await (const page of ownImages(db, { folder, tag: tagged })) {
          signal.throwIfAborted();
          const tags = await tagsOfImages(
            db,
            page.map(({ id }) => id),
          );
          for (const image of page) {
            const { name, path, externalId, capturedAt, capturedOffset, width, height, sizeBytes } = image;
            rows.push({
              ...{ id: toGlobalId("Image", image.id), name, path, externalId, capturedAt, capturedOffset },
              ...{ width, height, sizeBytes, mediaType: image.mediaType, sha256: image.sha256 },
              ...{ createdAt: image.createdAt, tags: tags.get(image.id) ?? [] },
            });
          }
        }
        printList(terminal, {
          ...{
            json,
            rows,
            none: tagged !== undefined ? noneTagged(tagged) : folder !== undefined ? noneBelow(folder) : NONE,
          },
          columns: {
            PATH: ({ path, name }) => path ?? name,
            TAKEN: (image) => capturedText(image),
            SIZE: ({ width, height }) => `${width}x${height}`,
            "EXTERNAL ID": ({ externalId }) => externalId,
            ID: ({ id }) => id,
          },
        });
      }),
    );
}
