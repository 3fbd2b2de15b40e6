import type { Command } from "commander";
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
        const rows = sets.map(({ name, wordCount, dimensions, createdAt }) => [
          name,
          wordCount,
          dimensions,
          createdAt.toISOString().slice(0, 10),
        ]);
        terminal.print(formatTable([["NAME", "WORDS", "DIMENSIONS", "IMPORTED"], ...rows]));
      }),
    );
}
