import type { Command } from "commander";
import { modelVersionNamed } from "../../services/models/named-models";
import { indexImages } from "../../services/search/index/index-images";
import { indexVocabulary } from "../../services/search/index/index-vocabulary";
import { vocabularyNamed } from "../../services/vocabularies/named-vocabularies";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";
import { withJobs } from "../with-jobs";
import { followIndexing } from "./follow-indexing";

interface Options {
  readonly model?: string;
  readonly vocabulary?: string;
}

/** `regionary index`: prepares all stored pictures for searches, before the first one does. */
export function addIndex(program: Command, terminal: Terminal): void {
  program
    .command("index")
    .description("prepare all stored pictures for searches; what is interrupted goes on where it stopped")
    .option("--model <name>", "NAME or NAME@VERSION (the active one)")
    .option(
      "--vocabulary <name>",
      "NAME or NAME@VERSION: keep every picture's scores for its labels, which are then found at once",
    )
    .action(({ model, vocabulary }: Options) =>
      withDatabase(terminal, (workplace) =>
        withJobs(workplace, terminal, "INDEX", async (context) => {
          const { db, signal } = workplace;
          const modelId = model === undefined ? null : (await modelVersionNamed(db, model)).id;
          const indexing =
            vocabulary === undefined
              ? await indexImages(context, modelId)
              : await indexVocabulary(context, (await vocabularyNamed(db, vocabulary)).id, modelId);
          const { state, done, failed, errorMessage } = await followIndexing(context, indexing, {
            ...{ signal, terminal },
          });
          if (state === "COMPLETED") terminal.print(told(done, failed, vocabulary !== undefined));
          else
            terminal.fail(`The indexing ${state === "FAILED" ? `failed: ${errorMessage}` : "was canceled."}`);
        }),
      ),
    );
}

function told(done: number, failed: number, isScored: boolean): string {
  const unread = failed > 0 ? `; ${failed} could not be read` : "";
  if (done > 0 || failed > 0) return `${isScored ? "Scored" : "Indexed"}: ${done}${unread}`;
  return isScored ? "All pictures had their scores already" : "All pictures were indexed already";
}
