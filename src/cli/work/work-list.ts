import type { Command } from "commander";
import { allWork } from "../../services/work/any-kind/all-work";
import { printList, withJsonOption } from "../terminal/list-output";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";
import { ID_COLUMN, STATE_COLUMNS, workFields } from "./work-fields";

/** `regionary work list`: work of all kinds, newest first. */
export function addWorkList(work: Command, terminal: Terminal): void {
  withJsonOption(work.command("list"))
    .description("list work of all kinds, newest first")
    .option("--unfinished", "only what is waiting or running")
    .action(({ json, unfinished = false }: { json?: true; unfinished?: boolean }) =>
      withDatabase(terminal, async ({ db }) => {
        const rows = (await allWork(db, { unfinished })).map(workFields);
        printList<(typeof rows)[number]>(terminal, {
          json,
          columns: {
            KIND: ({ kind }) => kind.toLowerCase().replaceAll("_", " "),
            ...STATE_COLUMNS,
            ...ID_COLUMN,
            ERROR: ({ errorMessage }) => errorMessage ?? "",
          },
          rows,
          none: unfinished ? "No work is waiting or running." : "No work has been asked for yet.",
        });
      }),
    );
}
