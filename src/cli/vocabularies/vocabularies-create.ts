import type { Command } from "commander";
import { createVocabulary } from "../../services/vocabularies/create-vocabulary";
import { wordVectorSetNamed } from "../../services/vocabularies/named-vocabularies";
import { requireFiles } from "../option-values";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";
import { readLabels, STDIN } from "./read-labels";

interface Options {
  readonly vectors?: string;
  readonly skipUnresolved?: boolean;
}

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
    .option("--vectors <name>", "look the labels up now in this word-vector set")
    .option(
      "--skip-unresolved",
      "leave labels out that have no vector in the set of --vectors, and say which",
    )
    .action(async (name: string, file: string, { vectors, skipUnresolved }: Options, command: Command) => {
      if (skipUnresolved && vectors === undefined)
        command.error("error: --skip-unresolved needs --vectors, in which labels are looked up");
      if (file !== STDIN) await requireFiles({ file });
      const labels = await readLabels(file);
      await withDatabase(terminal, async ({ db }) => {
        const set = vectors === undefined ? null : await wordVectorSetNamed(db, vectors);
        const request = { name, labels, wordVectorSetId: set?.id, skipUnresolved };
        const { vocabulary, alreadyStored, leftOut } = await createVocabulary(db, request);
        for (const { label, reason } of leftOut) terminal.warn(`Left out: "${label}" ${reason}`);
        const { version, labelCount } = vocabulary;
        const labelsStored = labelCount === 1 ? "1 label" : `${labelCount} labels`;
        const what = `${vocabulary.name}, version ${version}, ${labelsStored}`;
        const left = leftOut.length > 0 ? ` (${leftOut.length} of ${labels.length} left out)` : "";
        terminal.print(`${alreadyStored ? "Already stored" : "Created"}: ${what}${left}`);
      });
    });
}
