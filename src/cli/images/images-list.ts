import type { Command } from "commander";
import { toGlobalId } from "../../services/global-id";
import { capturedText } from "../../services/images/captured-text";
import { ownImages } from "../../services/images/every-image";
import { printList, withJsonOption } from "../terminal/list-output";
import { oneLine } from "../terminal/one-line";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

const NONE = "No pictures. To add some: regionary images add FOLDER";
const noneBelow = (folder: string) =>
  `No pictures below the folder "${oneLine(folder)}" of an added one. Paths begin below the folder that was added: regionary images list shows them.`;

/** `regionary images list`: the pictures that a person added. */
export function addImagesList(images: Command, terminal: Terminal): void {
  withJsonOption(images.command("list"))
    .description("list the pictures that were added, by their paths")
    .option("--folder <path>", "only those below this folder of the added one, such as 2019/summer")
    .action(({ json, folder }: { json?: true; folder?: string }) =>
      withDatabase(terminal, async ({ db, signal }) => {
        const rows = [];
        for await (const page of ownImages(db, folder)) {
          signal.throwIfAborted();
          for (const image of page) {
            const { name, path, externalId, capturedAt, capturedOffset, width, height, sizeBytes } = image;
            rows.push({
              ...{ id: toGlobalId("Image", image.id), name, path, externalId, capturedAt, capturedOffset },
              ...{ width, height, sizeBytes, mediaType: image.mediaType, sha256: image.sha256 },
              createdAt: image.createdAt,
            });
          }
        }
        printList(terminal, {
          ...{ json, rows, none: folder === undefined ? NONE : noneBelow(folder) },
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
