import type { Command } from "commander";
import { toGlobalId } from "../../services/global-id";
import { vectorSpaceNames } from "../../services/vocabularies/find-space";
import { allWordVectorSets } from "../../services/vocabularies/named-vocabularies";
import { day, printList, withJsonOption } from "../terminal/list-output";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/** `regionary vectors list`: every word-vector set, newest first. */
export function addVectorsList(vectors: Command, terminal: Terminal): void {
  withJsonOption(vectors.command("list"))
    .description("list the word-vector sets, newest first")
    .action(({ json }: { json?: true }) =>
      withDatabase(terminal, async ({ db }) => {
        const spaces = await vectorSpaceNames(db);
        const rows = (await allWordVectorSets(db)).map((set) => ({
          id: toGlobalId("WordVectorSet", set.id),
          name: set.name,
          wordCount: set.wordCount,
          dimensions: set.dimensions,
          space: { id: toGlobalId("VectorSpace", set.spaceId), name: spaces.get(set.spaceId)! },
          contentHash: set.contentHash,
          createdAt: set.createdAt,
        }));
        printList<(typeof rows)[number]>(terminal, {
          json,
          columns: {
            NAME: ({ name }) => name,
            WORDS: ({ wordCount }) => wordCount,
            DIMENSIONS: ({ dimensions }) => dimensions,
            SPACE: ({ space }) => space.name,
            CONTENT: ({ contentHash }) => contentHash.slice(0, 12),
            IMPORTED: ({ createdAt }) => day(createdAt),
          },
          rows,
          none: "No word vectors yet: bin/regionary vectors import FILE --name NAME",
        });
      }),
    );
}
