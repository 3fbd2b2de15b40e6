import type { Command } from "commander";
import { toGlobalId } from "../../services/global-id";
import { allVocabularies } from "../../services/vocabularies/named-vocabularies";
import { day, printList, withJsonOption } from "../terminal/list-output";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/** `regionary vocabularies list`: every vocabulary, newest first. */
export function addVocabulariesList(vocabularies: Command, terminal: Terminal): void {
  withJsonOption(vocabularies.command("list"))
    .description("list the vocabularies, newest first")
    .action(({ json }: { json?: true }) =>
      withDatabase(terminal, async ({ db }) => {
        const rows = (await allVocabularies(db)).map((vocabulary) => ({
          id: toGlobalId("Vocabulary", vocabulary.id),
          name: vocabulary.name,
          version: vocabulary.version,
          labelCount: vocabulary.labelCount,
          contentHash: vocabulary.contentHash,
          createdAt: vocabulary.createdAt,
        }));
        printList<(typeof rows)[number]>(terminal, {
          json,
          columns: {
            NAME: ({ name }) => name,
            VERSION: ({ version }) => version,
            LABELS: ({ labelCount }) => labelCount,
            CONTENT: ({ contentHash }) => contentHash.slice(0, 12),
            CREATED: ({ createdAt }) => day(createdAt),
          },
          rows,
          none: "No vocabularies yet: bin/regionary vocabularies create NAME FILE",
        });
      }),
    );
}
