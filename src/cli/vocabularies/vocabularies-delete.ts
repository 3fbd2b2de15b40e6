import type { Command } from "commander";
import { removeVocabulary } from "../../services/remove";
import { vocabularyNamed } from "../../services/vocabularies/named-vocabularies";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/** `regionary vocabularies delete`: one version with what was predicted by it, unless something else uses it. */
export function addVocabulariesDelete(vocabularies: Command, terminal: Terminal): void {
  vocabularies
    .command("delete")
    .description(
      "delete a vocabulary with the batches and predictions made with it, once nothing else uses it",
    )
    .argument("<vocabulary>", "NAME@VERSION, or NAME if it has one version alone")
    .action((wanted: string) =>
      withDatabase(terminal, async ({ db }) => {
        const { id, name, version } = await vocabularyNamed(db, wanted);
        if (version > 1 && !wanted.endsWith(`@${version}`))
          return terminal.fail(
            `"${wanted}" has ${version} versions: say which, such as ${name}@${version}. Nothing was deleted.`,
          );
        await removeVocabulary(db, id);
        terminal.print(`Deleted: ${name}, version ${version}`);
      }),
    );
}
