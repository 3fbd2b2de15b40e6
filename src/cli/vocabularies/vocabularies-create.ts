import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { Command } from "commander";
import { createVocabulary } from "../../services/vocabularies/create-vocabulary";
import { parseLabels } from "../../vocabulary/parse-labels";
import { requireFiles } from "../option-values";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

const STDIN = "-";

/** `regionary vocabularies create`: labels from a file. */
export function addVocabulariesCreate(vocabularies: Command, terminal: Terminal): void {
  vocabularies
    .command("create")
    .description("store a list of labels, whose vectors are made when a model first needs them")
    .argument("<name>", "what to call the vocabulary; a name that exists gets a new version")
    .argument(
      "<file>",
      "the labels, one a line; after a tab, where all have one, seen or unseen; - for stdin",
    )
    .action(async (name: string, file: string) => {
      if (file !== STDIN) await requireFiles({ file });
      const labels = parseLabels(file === STDIN ? await text(process.stdin) : await readFile(file, "utf8"));
      await withDatabase(terminal, async ({ db }) => {
        const { vocabulary, alreadyStored } = await createVocabulary(db, { name, labels });
        const { version, labelCount } = vocabulary;
        const labelsStored = labelCount === 1 ? "1 label" : `${labelCount} labels`;
        const what = `${vocabulary.name}, version ${version}, ${labelsStored}`;
        terminal.print(`${alreadyStored ? "Already stored" : "Created"}: ${what}`);
      });
    });
}
