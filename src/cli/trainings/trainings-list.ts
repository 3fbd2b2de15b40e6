import type { Command } from "commander";
import { allTrainings } from "../../services/work/any-kind/all-work";
import { enumName, printList, withJsonOption } from "../terminal/list-output";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";
import { ID_COLUMN, STATE_COLUMNS, workFields } from "../work/work-fields";

/** `regionary trainings list`: every training, newest first. */
export function addTrainingsList(trainings: Command, terminal: Terminal): void {
  withJsonOption(trainings.command("list"))
    .description("list the trainings, newest first")
    .action(({ json }: { json?: true }) =>
      withDatabase(terminal, async ({ db }) => {
        const rows = (await allTrainings(db)).map((training) => ({
          ...workFields(training),
          name: training.name,
          head: enumName(training.settings.head),
          seed: training.seed,
          dataHash: training.dataHash,
        }));
        printList<(typeof rows)[number]>(terminal, {
          json,
          columns: {
            NAME: ({ name }) => name,
            HEAD: ({ head }) => head.toLowerCase(),
            ...STATE_COLUMNS,
            ...ID_COLUMN,
          },
          rows,
          none: "No trainings yet: bin/regionary train --help",
        });
      }),
    );
}
