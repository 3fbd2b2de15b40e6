import type { Command } from "commander";
import { listVectorSpaces } from "../../storage/vocabularies/vector-spaces";
import { listWordVectorSets } from "../../storage/vocabularies/word-vectors";
import { allRows } from "../all-rows";
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
        const sets = await allRows(listWordVectorSets, db);
        if (sets.length === 0) {
          return terminal.print("No word vectors yet: npx regionary vectors import FILE --name NAME");
        }
        const spaces = new Map((await allRows(listVectorSpaces, db)).map((space) => [space.id, space.name]));
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
