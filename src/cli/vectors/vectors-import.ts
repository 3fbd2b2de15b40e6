import type { Command } from "commander";
import { findSpace } from "../../services/vocabularies/find-space";
import { importWordVectors } from "../../services/vocabularies/import-word-vectors";
import { requireFiles } from "../option-values";
import { formatRemark } from "../terminal/format-remark";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/** `regionary vectors import`: a word-vector file to look labels up in. */
export function addVectorsImport(vectors: Command, terminal: Terminal): void {
  vectors
    .command("import")
    .description("store a word-vector file, in which the labels of vocabularies are looked up")
    .argument("<file>", "GloVe text, word2vec text (also fastText's .vec) or word2vec binary, each also gzip")
    .requiredOption("--name <name>", "what to call the set")
    .option(
      "--space <name>",
      "the set that this file extends with more words and the same vectors: models of one take the other",
    )
    .action(async (file: string, { name, space: of }: { name: string; space?: string }) => {
      await requireFiles({ file });
      await withDatabase(terminal, async ({ db, signal }) => {
        const space = of === undefined ? null : await findSpace(db, of);
        const { set, alreadyStored, remarks } = await showProgress(
          { format: "{value} words read" },
          (update) =>
            importWordVectors(db, { name, path: file, space }, (wordsRead) => {
              signal.throwIfAborted();
              update(wordsRead);
            }),
        );
        const what = `${set.name}, ${set.wordCount} words, ${set.dimensions} numbers each`;
        for (const remark of remarks) terminal.warn(formatRemark(remark));
        terminal.print(`${alreadyStored ? "Already stored" : "Imported"}: ${what}`);
      });
    });
}
