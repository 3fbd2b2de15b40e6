import type { Command } from "commander";
import { bindModel } from "../../services/models/bind-model";
import { modelVersionNamed } from "../../services/models/named-models";
import { findSpace } from "../../services/vocabularies/find-space";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/** `regionary models bind`: of which vector space a model's labels have vectors, where its import did not say. */
export function addModelsBind(models: Command, terminal: Terminal): void {
  models
    .command("bind")
    .description("say which vectors a model takes, where that was not said at its import; once and for all")
    .argument("<model>", "NAME for its latest version, or NAME@VERSION")
    .requiredOption("--space <name>", "the word-vector set, or other vector space, that it was trained with")
    .action((wanted: string, { space: name }: { space: string }) =>
      withDatabase(terminal, async ({ db }) => {
        const { id } = await modelVersionNamed(db, wanted);
        const space = await findSpace(db, name);
        const model = await bindModel(db, id, space.id);
        terminal.print(
          `${model.name}, version ${model.version}, takes vectors of the space "${space.name}".`,
        );
      }),
    );
}
