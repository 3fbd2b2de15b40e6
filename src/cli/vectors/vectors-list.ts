import type { Command } from "commander";
import { vectorSpaceNames } from "../../services/vocabularies/find-space";
import { allWordVectorSets } from "../../services/vocabularies/named-vocabularies";
import { formatTable } from "../terminal/format-table";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/** `regionary vectors list`: every word-vector set, newest first. */
export function addVectorsList(vectors: Command, terminal: Terminal): void {
  vectors
    .command("list")
    .description("list the word-vector sets, newest first")
    .action(() =>
      withDatabase(terminal, async ({ db }) => {
        const sets = await allWordVectorSets(db);
        if (sets.length === 0) {
          return terminal.print("No word vectors yet: npx regionary vectors import FILE --name NAME");
        }
        const spaces = await vectorSpaceNames(db);
        const rows = sets.map(({ name, wordCount, dimensions, spaceId, contentHash, createdAt }) => [
          name,
          wordCount,
          dimensions,
          spaces.get(spaceId)!,
          contentHash.slice(0, 12),
          createdAt.toISOString().slice(0, 10),
        ]);
        const headings = ["NAME", "WORDS", "DIMENSIONS", "SPACE", "CONTENT", "IMPORTED"];
        terminal.print(formatTable([headings, ...rows]));
      }),
    );
}
