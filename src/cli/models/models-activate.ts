import type { Command } from "commander";
import { modelVersionNamed } from "../../services/models/named-models";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";
import { loadAndActivate } from "./load-and-activate";

/** `regionary models activate`: changes the version that makes new predictions. */
export function addModelsActivate(models: Command, terminal: Terminal): void {
  models
    .command("activate")
    .description("make new predictions with this model version, once it has loaded successfully")
    .argument("<model>", "NAME for its latest version, or NAME@VERSION")
    .action((wanted: string) =>
      withDatabase(terminal, async ({ db, config }) => {
        const { id } = await modelVersionNamed(db, wanted);
        const { name, version } = await loadAndActivate({ db, config }, id);
        terminal.print(`${name}, version ${version}, is the active model.`);
      }),
    );
}
