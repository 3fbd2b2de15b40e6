import type { Command } from "commander";
import { modelVersionNamed } from "../../services/models/named-models";
import { removeModelVersion } from "../../services/remove";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/** `regionary models delete`: one version, unless it is active or something uses it. */
export function addModelsDelete(models: Command, terminal: Terminal): void {
  models
    .command("delete")
    .description("delete a model version that is not active, once nothing uses it")
    .argument("<model>", "NAME@VERSION, or NAME if it has one version alone")
    .action((wanted: string) =>
      withDatabase(terminal, async ({ db }) => {
        const { id, name, version } = await modelVersionNamed(db, wanted);
        if (version > 1 && !wanted.endsWith(`@${version}`))
          return terminal.fail(
            `"${wanted}" has ${version} versions: say which, such as ${name}@${version}. Nothing was deleted.`,
          );
        await removeModelVersion(db, id);
        terminal.print(`Deleted: ${name}, version ${version}`);
      }),
    );
}
