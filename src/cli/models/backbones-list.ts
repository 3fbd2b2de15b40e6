import type { Command } from "commander";
import { toGlobalId } from "../../services/global-id";
import { allBackbones } from "../../services/models/named-models";
import { day, printList, withJsonOption } from "../terminal/list-output";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/** `regionary backbones list`: every backbone, newest first. */
export function addBackbonesList(backbones: Command, terminal: Terminal): void {
  withJsonOption(backbones.command("list"))
    .description("list the backbones, newest first")
    .action(({ json }: { json?: true }) =>
      withDatabase(terminal, async ({ db }) => {
        const rows = (await allBackbones(db)).map(({ id, name, packageHash, createdAt }) => ({
          ...{ id: toGlobalId("Backbone", id), name, contentHash: packageHash, createdAt },
        }));
        printList<(typeof rows)[number]>(terminal, {
          json,
          columns: {
            NAME: ({ name }) => name,
            CONTENT: ({ contentHash }) => contentHash.slice(0, 12),
            IMPORTED: ({ createdAt }) => day(createdAt),
          },
          rows,
          none: "No backbones yet: bin/regionary backbones import --help",
        });
      }),
    );
}
